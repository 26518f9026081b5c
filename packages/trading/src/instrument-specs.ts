import type { Instrument } from '@q/events';

type Spec = Omit<Instrument, 'symbol'>;

const FX: Omit<Spec, 'baseCurrency' | 'quoteCurrency'> = {
  digits: 5,
  tickSize: 0.00001,
  pip: 0.0001,
  contractSize: 100_000,
  lotStep: 0.01,
  minLot: 0.01,
  maxLot: 100,
  session: 'fx',
};

const YEN = { digits: 3, tickSize: 0.001, pip: 0.01 };
const COIN = {
  digits: 2,
  tickSize: 0.01,
  pip: 1,
  contractSize: 1,
  lotStep: 0.01,
  minLot: 0.01,
  maxLot: 100,
  session: 'always',
} as const;

const fx = (pair: string): Spec => ({
  ...FX,
  ...(pair.endsWith('JPY') ? YEN : {}),
  baseCurrency: pair.slice(0, 3),
  quoteCurrency: pair.slice(3),
});

const PAIRS = [
  'EURUSD',
  'GBPUSD',
  'AUDUSD',
  'NZDUSD',
  'USDJPY',
  'USDCHF',
  'USDCAD',
  'EURJPY',
  'EURGBP',
  'EURCHF',
  'EURAUD',
  'EURCAD',
  'EURNZD',
  'GBPJPY',
  'GBPCHF',
  'GBPAUD',
  'GBPCAD',
  'AUDJPY',
  'CADJPY',
  'CHFJPY',
  'NZDJPY',
  'AUDCAD',
  'AUDNZD',
];

const OTHERS: Readonly<Record<string, Spec>> = {
  XAUUSD: {
    digits: 2,
    tickSize: 0.01,
    pip: 0.1,
    contractSize: 100,
    lotStep: 0.01,
    minLot: 0.01,
    maxLot: 100,
    baseCurrency: 'XAU',
    quoteCurrency: 'USD',
    session: 'fx',
  },
  XAGUSD: {
    digits: 3,
    tickSize: 0.001,
    pip: 0.01,
    contractSize: 5_000,
    lotStep: 0.01,
    minLot: 0.01,
    maxLot: 100,
    baseCurrency: 'XAG',
    quoteCurrency: 'USD',
    session: 'fx',
  },
  BTCUSD: { ...COIN, baseCurrency: 'BTC', quoteCurrency: 'USD' },
  ETHUSD: { ...COIN, baseCurrency: 'ETH', quoteCurrency: 'USD' },
};

/**
 * Specifications of common symbols as retail brokers quote them: what a symbol means where the configuration does not say otherwise.
 * Every field can be overridden under `instruments`; a broker's own contract wins.
 */
export const instrumentSpecs: Readonly<Record<string, Instrument>> = Object.fromEntries(
  [...PAIRS.map((pair): [string, Spec] => [pair, fx(pair)]), ...Object.entries(OTHERS)].map(([symbol, spec]) => [
    symbol,
    { symbol, ...spec },
  ]),
);
