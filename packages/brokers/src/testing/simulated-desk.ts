import type { ApprovedOrder, Candle, Instrument, PriceBar } from '@q/events';
import { VirtualClock } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import type { SimulatedBrokerOptions } from '../simulated/simulated-broker.js';
import { createSimulatedBroker } from '../simulated/simulated-broker.js';
import type { TradingCosts } from '../simulated/trading-costs.js';
import { Answers, idOf, orderOf } from './broker-contract.js';

export const FREE: TradingCosts = { spreadPips: 0, slippagePips: 0, commissionPerLot: 0 };
export const MINUTE_MS = 60_000;

export function instrument(symbol: string): Instrument {
  const spec = instrumentSpecs[symbol];
  if (spec === undefined) throw new Error(`no "${symbol}"`);
  return spec;
}

/** Open, high, low, close. */
type Prices = readonly [number, number, number, number];

const pricesOf = ([open, high, low, close]: Prices): PriceBar => ({ open, high, low, close });

/** A simulated broker with its answers, and a market that is moved by hand: one candle a minute. */
export class Desk {
  readonly answers = new Answers();
  readonly broker;
  #minute = 0;
  /** Volume of the candles to come. */
  volume = 0;

  constructor(costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}) {
    this.broker = createSimulatedBroker({
      clock: new VirtualClock(),
      instruments: { EURUSD: instrument('EURUSD'), USDJPY: instrument('USDJPY') },
      account: { currency: 'USD', balance: 10_000 },
      costs: () => ({ ...FREE, ...costs }),
      ...options,
    });
    this.broker.connect(this.answers);
  }

  /** The next candles open this many minutes after the start of time. */
  goTo(minute: number): void {
    this.#minute = minute;
  }

  /** A candle of which both sides are known; its own prices are those of nobody. */
  quote(bid: Prices, ask: Prices, symbol = 'EURUSD'): void {
    this.#candle(symbol, { ...pricesOf([5, 5, 5, 5]), quotes: { bid: pricesOf(bid), ask: pricesOf(ask) } });
  }

  bar(open: number, high: number, low: number, close: number, symbol = 'EURUSD'): void {
    this.#candle(symbol, pricesOf([open, high, low, close]));
  }

  buy(id: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', ...parts }));
  }

  sell(id: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', side: 'sell', direction: 'short', ...parts }));
  }

  exit(id: string, of: string, parts: Partial<ApprovedOrder> = {}): void {
    this.broker.submit(orderOf(id, { symbol: 'EURUSD', intent: 'exit', side: 'sell', positionId: idOf(of), ...parts }));
  }

  get fills(): readonly (readonly [string, string, number])[] {
    return this.answers.fills.map(({ intent, side, price }) => [intent, side, price]);
  }

  get account() {
    return this.answers.accounts.at(-1);
  }

  #candle(symbol: string, prices: PriceBar & Pick<Candle, 'quotes'>): void {
    const openTime = this.#minute * MINUTE_MS;
    this.#minute += 1;
    this.broker.onCandle(symbol, {
      openTime,
      closeTime: openTime + MINUTE_MS,
      ...prices,
      volume: this.volume,
      bars: 1,
    });
  }
}
