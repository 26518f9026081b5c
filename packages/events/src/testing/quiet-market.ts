import type { AccountMarks, CandlesAhead, CandleStrip, PriceStrip } from '../candle-strip.js';
import type { Candle, PriceBar } from '../candle.js';
import { CandleCursor } from '../candle-cursor.js';
import { RowSchema } from '../indicator-row.js';
import { RowStrip } from '../row-strip.js';
import type { RegimeChangedEvent } from '../analysis-events.js';
import type { HigherClose, StretchRows } from '../stretch-closes.js';
import type { Timeframe } from '../timeframe.js';
import { Stretch } from '../stretch.js';

export const MINUTE_MS = 60_000;

/** A minute of a market in which every price is another one, so that none can be taken for another. */
export function minuteCandle(minute: number): Candle {
  const openTime = minute * MINUTE_MS;
  const prices = { open: minute + 1.25, high: minute + 1.75, low: minute + 1, close: minute + 1.5 };
  return { openTime, closeTime: openTime + MINUTE_MS, ...prices, volume: 1_000 + minute, bars: 1 };
}

/** The same candle with both sides of the market. */
export function quotedCandle(minute: number): Candle {
  const { open, high, low, close } = minuteCandle(minute);
  const moved = (by: number): PriceBar => ({ open: open + by, high: high + by, low: low + by, close: close + by });
  return { ...minuteCandle(minute), quotes: { bid: moved(-0.125), ask: moved(0.125) } };
}

/** Minutes from 0 on, in columns. */
export function minuteStrip(count: number, candleOf = minuteCandle): CandleStrip {
  const candles = Array.from({ length: count }, (_, minute) => candleOf(minute));
  const column = (key: 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    Float64Array.from(candles, (candle) => candle[key]);
  return {
    openTime: column('openTime'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
    quotes: candles[0]?.quotes === undefined ? undefined : { bid: sideOf(candles, 'bid'), ask: sideOf(candles, 'ask') },
    candleAt(row) {
      const candle = candles[row];
      if (candle === undefined) throw new RangeError(`no minute ${row}`);
      return candle;
    },
  };
}

function sideOf(candles: readonly Candle[], side: 'bid' | 'ask'): PriceStrip {
  const column = (key: keyof PriceStrip): Float64Array =>
    Float64Array.from(candles, ({ quotes }) => quotes?.[side][key] ?? NaN);
  return { open: column('open'), high: column('high'), low: column('low'), close: column('close') };
}

/** Marks of every minute of a strip that is looked at from `from` on, by the symbol that is the `nth` of so many. */
export function marksOf(
  strip: CandleStrip,
  from: number,
  [nth, step]: readonly [number, number] = [0, 1],
): AccountMarks {
  const openProfit = Float64Array.from({ length: strip.close.length * step }, (_, place) => place - 6.5);
  const equity = openProfit.map((profit) => 10_000 + profit);
  return { currency: 'USD', balance: 10_000, equity, openProfit, from: from * step + nth, step };
}

const SCHEMA = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'trend', kind: 'text', values: ['up', 'down'] },
]);

/** A row for every minute of a strip. */
export function rowsOf({ openTime, close }: CandleStrip, from: number): StretchRows {
  const strip = new RowStrip(SCHEMA, close.length);
  close.forEach((price, place) => strip.cells.set([price, place % 2], place * 2));
  strip.closeTimes.set(openTime.map((opens) => opens + MINUTE_MS));
  return { strip, from };
}

export interface StretchShape {
  /** The first minute of it. */
  readonly first: number;
  readonly count: number;
  readonly marked?: boolean;
  readonly published?: boolean;
  readonly calculated?: boolean;
  /** Whether candles of five and of fifteen minutes close too, and regimes change now and then. */
  readonly higher?: boolean;
  /** Where candles of several close, 1 unless told. */
  readonly symbols?: number;
}

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'] as const;

export function symbolsOf({ symbols = 1 }: StretchShape): readonly string[] {
  return SYMBOLS.slice(0, symbols);
}

/** The higher candles that close with a minute, longest first: the minute itself under another name. */
export function closesAt(
  strip: CandleStrip,
  { first, calculated, symbol = SYMBOLS[0] }: StretchShape & { readonly symbol?: string },
  minute: number,
): readonly HigherClose[] {
  const lengths = ([15, 5] as const).filter((length) => (minute + 1) % length === 0);
  return lengths.map((length) => {
    const timeframe = length === 15 ? '15' : '5';
    const rows = calculated === true ? rowsOf(strip, minute) : undefined;
    const change = calculated === true && minute % 2 === 0 ? changeOf(symbol, timeframe, minute) : undefined;
    return { place: minute - first, timeframe, candle: minuteCandle(minute), rows, change };
  });
}

/** Of minutes themselves, every third. */
export function changeAt(
  { calculated, symbol = SYMBOLS[0] }: StretchShape & { readonly symbol?: string },
  minute: number,
): RegimeChangedEvent | undefined {
  return calculated === true && minute % 3 === 0 ? changeOf(symbol, '1', minute) : undefined;
}

function changeOf(symbol: string, timeframe: Timeframe, minute: number): RegimeChangedEvent {
  return { type: 'RegimeChanged', symbol, timeframe, from: 'calm', to: `storm ${minute}`, confidence: 0.5 };
}

/** Minutes of a strip as they travel together, the same of each symbol; their cycles have the numbers of their minutes. */
export function stretchOf(strip: CandleStrip, shape: StretchShape): Stretch {
  let leader: Stretch | undefined;
  symbolsOf(shape).forEach((symbol, nth) => {
    leader = ofSymbol(strip, shape, { symbol, nth, leader }).leader;
  });
  if (leader === undefined) throw new Error('a stretch needs a symbol');
  return leader;
}

interface OfSymbol {
  readonly symbol: string;
  readonly nth: number;
  readonly leader: Stretch | undefined;
}

function ofSymbol(strip: CandleStrip, shape: StretchShape, { symbol, nth, leader }: OfSymbol): Stretch {
  const { first, count, marked, published, calculated, higher, symbols = 1 } = shape;
  const cursor = new CandleCursor(strip, MINUTE_MS);
  const marks = marked === true ? { marks: marksOf(strip, first, [nth, symbols]) } : {};
  const ahead: CandlesAhead = { strip, first, count, periodMs: MINUTE_MS, cursor, ...marks };
  const stretch = new Stretch({ symbol, timeframe: '1', ahead, cycle: first, leader });
  stretch.publishesCandles = published === true;
  // Of candles that are not published nothing is calculated, but of the higher ones that they go into.
  if (calculated === true && published === true) stretch.rows = rowsOf(strip, first);
  if (higher !== true) return stretch;
  const minutes = Array.from({ length: count }, (_, place) => first + place);
  stretch.closes = minutes.flatMap((minute) => closesAt(strip, { ...shape, symbol }, minute));
  if (published !== true) return stretch;
  stretch.changes = minutes.flatMap((minute) => {
    const event = changeAt({ ...shape, symbol }, minute);
    return event === undefined ? [] : [{ place: minute - first, event }];
  });
  return stretch;
}
