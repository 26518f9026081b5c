import type { Instrument } from '@q/events';

const FX_MINUTES_A_YEAR = 52 * 5 * 1_440;
const ALL_MINUTES_A_YEAR = 365 * 1_440;

/** Yearly volatility by what is bought: rough figures of the 2020s. */
const VOLATILITY: Readonly<Record<string, number>> = { XAU: 0.15, XAG: 0.28, XPT: 0.25, BTC: 0.6, ETH: 0.75 };
const CURRENCIES = new Set(
  'EUR USD GBP JPY CHF CAD AUD NZD SEK NOK DKK SGD HKD CNH MXN ZAR TRY PLN CZK HUF'.split(' '),
);

const START_PRICE: Readonly<Record<string, number>> = {
  EURUSD: 1.1,
  GBPUSD: 1.27,
  AUDUSD: 0.66,
  NZDUSD: 0.61,
  USDJPY: 148,
  USDCHF: 0.88,
  USDCAD: 1.36,
  EURJPY: 162,
  GBPJPY: 188,
  EURGBP: 0.855,
  EURCHF: 0.96,
  AUDJPY: 97,
  XAUUSD: 2_350,
  XAGUSD: 28,
  BTCUSD: 65_000,
  ETHUSD: 3_200,
};
const PIPS_OF_AN_UNKNOWN_PRICE = 11_000;

/** What the synthetic market of an instrument looks like on average. */
export interface MarketProfile {
  readonly startPrice: number;
  /** Standard deviation of a minute's relative change. */
  readonly minuteVolatility: number;
  /** Ticks traded in an ordinary minute. */
  readonly minuteVolume: number;
}

export function marketProfile(instrument: Instrument, startPrice?: number): MarketProfile {
  const { baseCurrency, quoteCurrency, pip, session } = instrument;
  const minutes = session === 'fx' ? FX_MINUTES_A_YEAR : ALL_MINUTES_A_YEAR;
  return {
    startPrice: startPrice ?? START_PRICE[baseCurrency + quoteCurrency] ?? pip * PIPS_OF_AN_UNKNOWN_PRICE,
    minuteVolatility: yearlyVolatility(instrument) / Math.sqrt(minutes),
    minuteVolume: CURRENCIES.has(baseCurrency) ? 60 : 120,
  };
}

function yearlyVolatility({ baseCurrency, session }: Instrument): number {
  const known = VOLATILITY[baseCurrency];
  if (known !== undefined) return known;
  if (CURRENCIES.has(baseCurrency)) return 0.07;
  return session === 'always' ? 0.7 : 0.18;
}
