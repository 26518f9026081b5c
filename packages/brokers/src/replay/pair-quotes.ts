import type { Candle, PriceBar, Quotes } from '@q/events';
import { CandleColumns } from '../feed/candle-columns.js';

/** Which prices the published candle has: those of one side, the middle between both, or those of trades. */
export type QuoteBars = 'bid' | 'ask' | 'mid' | 'last';

export interface QuotePair {
  readonly bid: CandleColumns;
  readonly ask: CandleColumns;
  /** Traded prices: there where `bars` is last. */
  readonly last?: CandleColumns | undefined;
  /** Default mid. */
  readonly bars?: QuoteBars | undefined;
}

export interface PairedQuotes {
  readonly columns: CandleColumns;
  /** Rows without quotes of both sides: they are among the columns, without prices, so that they are reported as bad candles. */
  readonly unmatched: number;
}

/**
 * One series of candles with quotes from the rows of both sides, matched by open time while all are read from the front. A row whose
 * other side is missing has no prices (`NaN`), so that it is reported as a bad candle. Where nothing was traded at a time with quotes, the
 * traded price is the close of the trades before.
 * @throws Error where traded prices are asked for and not given
 */
export function pairQuotes({ bid, ask, last, bars = 'mid' }: QuotePair): PairedQuotes {
  if (bars === 'last' && last === undefined) throw new Error('bars of traded prices need these prices: give last, too');
  const traded = bars === 'last' ? last : undefined;
  const columns = new CandleColumns(Math.max(bid.length, ask.length));
  let unmatched = 0;
  let before = NaN;
  for (let [b, a, t] = [0, 0, 0]; ;) {
    const [bidTime, askTime] = [timeOf(bid, b), timeOf(ask, a)];
    const tradeTime = traded === undefined ? Infinity : timeOf(traded, t);
    const openTime = Math.min(bidTime, askTime, tradeTime);
    if (openTime === Infinity) return { columns, unmatched };
    const trades = tradeTime === openTime ? traded?.candleAt(t, 1) : undefined;
    before = trades?.close ?? before;
    if (bidTime !== askTime || bidTime !== openTime) {
      columns.push({ openTime, ...NOTHING, volume: 0, quotes: { bid: NOTHING, ask: NOTHING } });
      unmatched += 1;
    } else {
      const sides = { bid: bid.candleAt(b, 1), ask: ask.candleAt(a, 1) };
      columns.push({ openTime, ...publishedOf(sides, bars, trades ?? flat(before)), quotes: quotesOf(sides) });
    }
    if (bidTime === openTime) b += 1;
    if (askTime === openTime) a += 1;
    if (tradeTime === openTime) t += 1;
  }
}

/** A row whose time is no number comes at once, to be reported. */
function timeOf({ openTime, length }: CandleColumns, row: number): number {
  const time = row < length ? (openTime[row] ?? NaN) : Infinity;
  return Number.isNaN(time) ? -Infinity : time;
}

const NOTHING: PriceBar = { open: NaN, high: NaN, low: NaN, close: NaN };

type Prices = PriceBar & Pick<Candle, 'volume'>;

interface Sides {
  readonly bid: Prices;
  readonly ask: Prices;
}

function publishedOf({ bid, ask }: Sides, bars: QuoteBars, trades: Prices): Prices {
  if (bars === 'mid') return { ...middleOf(bid, ask), volume: bid.volume + ask.volume };
  const chosen = { bid, ask, last: trades }[bars];
  return { ...pricesOf(chosen), volume: chosen.volume };
}

function flat(price: number): Prices {
  return { open: price, high: price, low: price, close: price, volume: 0 };
}

function quotesOf({ bid, ask }: Sides): Quotes {
  return { bid: pricesOf(bid), ask: pricesOf(ask) };
}

function pricesOf({ open, high, low, close }: PriceBar): PriceBar {
  return { open, high, low, close };
}

function middleOf(bid: PriceBar, ask: PriceBar): PriceBar {
  return {
    open: middle(bid.open, ask.open),
    high: middle(bid.high, ask.high),
    low: middle(bid.low, ask.low),
    close: middle(bid.close, ask.close),
  };
}

const DECIMALS = 1e8;

/** The middle of two prices rounded to eight decimals: half a tick is kept, the dust of binary fractions is not. */
export function middle(bid: number, ask: number): number {
  return Math.round(((bid + ask) / 2) * DECIMALS) / DECIMALS;
}
