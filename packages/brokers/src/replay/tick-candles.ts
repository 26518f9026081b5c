import type { PriceBar, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import { CandleColumns } from '../feed/candle-columns.js';
import type { TickRow } from '../feed/tick-columns.js';
import { TickRecorder } from '../feed/tick-recorder.js';
import type { QuoteBars } from './pair-quotes.js';
import { middle, unknownBars } from './pair-quotes.js';

/** Those whose candles begin with the same minutes everywhere. */
export const TICK_TIMEFRAMES = ['1', '5', '15', '30', '60'] as const satisfies readonly Timeframe[];
export type TickTimeframe = (typeof TICK_TIMEFRAMES)[number];

export interface TickCandleTerms {
  /** Of the candles that are made of the ticks. Default a minute. */
  readonly timeframe?: TickTimeframe | undefined;
  /** Which prices they have: mid, or those of trades where only these are known. */
  readonly bars?: QuoteBars | undefined;
}

/**
 * The candles that ticks make, with quotes where both sides are known, and with the ticks themselves, which a venue fills orders by. A tick
 * belongs to the candle that its time lies in, the beginning included and the end not; where there is no tick, there is no candle.
 * Volume is the sum of what the ticks tell, or else their number. A candle of traded prices in which nothing was traded has the close before.
 * @throws Error that names the first tick that cannot be used: its time is none or older than the one before, a price is no price; and
 * where prices are asked for that the ticks do not have
 */
export function tickCandles(ticks: Iterable<TickRow>, terms: TickCandleTerms = {}): CandleColumns {
  const rows = [...ticks];
  const recorder = new TickRecorder(rows.some(({ bid, ask }) => bid !== undefined || ask !== undefined));
  rows.forEach((row, index) => {
    const problem = recorder.push(row);
    if (problem !== undefined) throw new Error(`tick ${index + 1} ${problem}`);
  });
  const problem = findBarsProblem(recorder, terms);
  if (problem !== undefined) throw new Error(problem);
  return candlesOf(recorder, terms);
}

const QUOTED_TIMEFRAMES = TICK_TIMEFRAMES.map((timeframe) => `'${timeframe}'`).join(', ');

/** Where candles are asked for of prices that the ticks do not have. */
export function findBarsProblem(
  { isQuoted }: TickRecorder,
  { bars = 'last', timeframe = '1' }: TickCandleTerms,
): string | undefined {
  if (!TICK_TIMEFRAMES.includes(timeframe)) return `timeframe is ${timeframe}, and must be one of ${QUOTED_TIMEFRAMES}`;
  const unknown = unknownBars(bars);
  if (unknown !== undefined) return unknown;
  if (isQuoted || bars === 'last') return undefined;
  return `ticks of trades make candles of traded prices only: bars is ${bars}, leave it out or say last`;
}

export function candlesOf(ticks: TickRecorder, { timeframe = '1', bars }: TickCandleTerms): CandleColumns {
  const { isQuoted } = ticks;
  const recorded = ticks.columns();
  const periodMs = timeframeMs(timeframe);
  const candles = new CandleColumns();
  const priceAt = pricesOf(ticks, recorded, isQuoted ? (bars ?? 'mid') : 'last');
  const isOfTrades = !isQuoted || bars === 'last';
  let before = NaN;
  for (let first = 0; first < recorded.length;) {
    const openTime = Math.floor((recorded.time[first] ?? NaN) / periodMs) * periodMs;
    let end = first + 1;
    while (end < recorded.length && (recorded.time[end] ?? NaN) < openTime + periodMs) end += 1;
    const prices = barOf(priceAt, first, end) ?? flat(before);
    before = prices.close;
    const quotes = {
      bid: barOf((row) => recorded.bid[row] ?? NaN, first, end) ?? flat(NaN),
      ask: barOf((row) => recorded.ask[row] ?? NaN, first, end) ?? flat(NaN),
    };
    const volume = volumeOf(ticks, first, end, isOfTrades);
    candles.push({ openTime, ...prices, volume, ...(isQuoted ? { quotes } : {}) });
    first = end;
  }
  candles.keepTicks(recorded);
  return candles;
}

type PriceAt = (row: number) => number;

function pricesOf(ticks: TickRecorder, { bid, ask }: ReturnType<TickRecorder['columns']>, bars: QuoteBars): PriceAt {
  if (bars === 'last') return (row) => ticks.lastAt(row);
  if (bars === 'mid') return (row) => middle(bid[row] ?? NaN, ask[row] ?? NaN);
  const side = bars === 'bid' ? bid : ask;
  return (row) => side[row] ?? NaN;
}

/** Of the rows that have a price; none where none has. */
function barOf(priceAt: PriceAt, first: number, end: number): PriceBar | undefined {
  let bar: { open: number; high: number; low: number; close: number } | undefined;
  for (let row = first; row < end; row += 1) {
    const price = priceAt(row);
    if (Number.isNaN(price)) continue;
    bar ??= { open: price, high: price, low: price, close: price };
    bar.high = Math.max(bar.high, price);
    bar.low = Math.min(bar.low, price);
    bar.close = price;
  }
  return bar;
}

function flat(price: number): PriceBar {
  return { open: price, high: price, low: price, close: price };
}

/** In candles of trades only trades count. */
function volumeOf(ticks: TickRecorder, first: number, end: number, isOfTrades: boolean): number {
  let [sum, told, counted] = [0, 0, 0];
  for (let row = first; row < end; row += 1) {
    if (isOfTrades && Number.isNaN(ticks.lastAt(row))) continue;
    const volume = ticks.volumeAt(row);
    counted += 1;
    if (Number.isNaN(volume)) continue;
    told += 1;
    sum += volume;
  }
  return told === 0 ? counted : sum;
}
