import type { ApprovedOrder, Candle, Instrument, PriceBar } from '@q/events';
import { VirtualClock } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import type { TickRow } from '../feed/tick-columns.js';
import { TickColumns } from '../feed/tick-columns.js';
import { tickCandles } from '../replay/tick-candles.js';
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

const TRADED = { EURUSD: instrument('EURUSD'), USDJPY: instrument('USDJPY') };

/** Seconds after the candle opened, bid and ask, or the price of a trade alone; and a volume. */
export type DeskTick = readonly [second: number, bid: number, ask?: number | undefined, volume?: number];

/** A simulated broker with its answers, and a market that is moved by hand: one candle a minute. */
export class Desk {
  readonly answers = new Answers();
  readonly broker;
  /** Stands where the newest candle closed. */
  readonly clock = new VirtualClock();
  readonly #ticks: SimulatedBrokerOptions['ticks'];
  #minute = 0;
  /** Volume of the candles to come. */
  volume = 0;

  constructor(costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}) {
    this.#ticks = options.ticks;
    this.broker = createSimulatedBroker({
      clock: this.clock,
      instruments: TRADED,
      account: { currency: 'USD', balance: 10_000 },
      costs: () => ({ ...FREE, ...costs }),
      ...options,
    });
    this.broker.connect(this.answers);
  }

  /** One whose broker lives on ticks, where a candle has any. */
  static ofTicks(costs: Partial<TradingCosts> = {}, options: Partial<SimulatedBrokerOptions> = {}): Desk {
    const none = new Float64Array(0);
    const symbols = Object.keys(options.instruments ?? TRADED);
    const ticks = symbols.map(
      (one) => [one, new TickColumns({ time: none, bid: none, ask: none, isQuoted: true })] as const,
    );
    return new Desk(costs, { ...options, ticks: new Map(ticks) });
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

  /** A candle that is made of ticks; of all quotes, or all trades, in one candle. */
  ticks(ticks: readonly DeskTick[], symbol = 'EURUSD'): void {
    const rows = ticks.map(([second, price, ask, volume]): TickRow => {
      const time = this.#minute * MINUTE_MS + Math.round(second * 1_000);
      return ask === undefined ? { time, last: price, volume } : { time, bid: price, ask, volume };
    });
    const columns = tickCandles(rows);
    if (columns.length !== 1) throw new Error(`these ticks make ${columns.length} candles`);
    const [known, more] = [this.#ticks?.get(symbol), columns.ticks];
    if (known === undefined || more === undefined) throw new Error('a desk of ticks is needed: Desk.ofTicks');
    // The broker has these columns: what they grow by comes to it as more of a recording would.
    const longer = (one: Float64Array, by: Float64Array) => Float64Array.of(...one, ...by);
    Object.assign(known, {
      time: longer(known.time, more.time),
      bid: longer(known.bid, more.bid),
      ask: longer(known.ask, more.ask),
      isQuoted: more.isQuoted,
      ...(more.volume === undefined ? {} : { volume: longer(known.volume ?? new Float64Array(0), more.volume) }),
    });
    this.#candle(symbol, columns.candleAt(0, MINUTE_MS));
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
    const closeTime = openTime + MINUTE_MS;
    this.#minute += 1;
    if (closeTime > this.clock.now()) this.clock.advanceTo(closeTime);
    this.broker.onCandle(symbol, { ...prices, openTime, closeTime, volume: this.volume, bars: 1 });
  }
}
