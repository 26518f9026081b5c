import type { CandleRow, TickRow } from '@q/brokers';
import type { BacktestCandles } from '../backtest-request.js';
import type { Dice } from './dice.js';

const HOUR_MS = 3_600_000;

export interface MarketTerms {
  readonly symbol: string;
  readonly accountCurrency: string;
  readonly price: number;
  readonly pip: number;
  /** Of the feed. */
  readonly minutes: 1 | 5;
  /** Whether it trades at the weekend too. */
  readonly isAlwaysOpen?: boolean;
}

export interface RandomMarket {
  readonly rows: readonly CandleRow[];
  readonly candles: BacktestCandles;
}

/** Candles with gaps, weekends, times that come twice and rows that are no candles. @param start when the first one opens, ms UTC; any time where it is left out */
export function randomMarket(terms: MarketTerms, at: Dice, start?: number): RandomMarket {
  const { pip, minutes } = terms;
  const length = at.whole(150, 900);
  const period = minutes * 60_000;
  const move = at.pick([0.3, 1, 3, 8]) * pip * Math.sqrt(minutes);
  const drift = (at.roll() - 0.5) * move * 0.3;
  const [gaps, doubles, faults] = [at.pick([0, 0, 0.01]), at.pick([0, 0, 0.005]), at.pick([0, 0, 0, 0.01])];
  const rows: CandleRow[] = [];
  let openTime = start ?? Date.UTC(2025, 0, at.pick([6, 8, 10]), at.whole(0, 23), at.pick([0, 0, 35]));
  let price = terms.price;
  while (rows.length < length) {
    if (at.chance(gaps)) openTime += period * at.pick([1, 2, 61, 1_440]);
    if (terms.isAlwaysOpen !== true && isWeekend(openTime)) openTime += 48 * HOUR_MS;
    const row = { openTime, ...prices(price, { terms, at, move, drift }), volume: at.pick([0, 1, 10, 400]) };
    rows.push(row);
    if (at.chance(doubles)) rows.push({ ...row, close: row.open });
    openTime += period;
    if (at.chance(faults)) rows.push({ ...row, openTime, ...at.pick(FAULTS) });
    if (at.chance(faults)) openTime += period;
    price = row.close;
  }
  return { rows, candles: randomForm(rows, terms, at) };
}

function randomForm(rows: readonly CandleRow[], terms: MarketTerms, at: Dice): BacktestCandles {
  if (at.chance(0.15)) return quoted(rows, terms);
  return at.chance(0.2) ? ticked(rows, terms, at) : { timeframe: `${terms.minutes}`, candles: rows };
}

const FAULTS: readonly [Partial<CandleRow>, ...Partial<CandleRow>[]] = [
  { close: NaN },
  { low: -1 },
  { high: 0.01 },
  { high: Infinity },
  { volume: -1 },
  { volume: NaN },
  { openTime: NaN },
];

interface Moving {
  readonly terms: MarketTerms;
  readonly at: Dice;
  readonly move: number;
  readonly drift: number;
}

function prices(open: number, { terms, at, move, drift }: Moving): Omit<CandleRow, 'openTime' | 'volume'> {
  const digits = Math.round(-Math.log10(terms.pip)) + 1;
  const onTick = (value: number): number => Number(value.toFixed(digits));
  const wide = at.chance(0.02) ? 6 : 1;
  const close = onTick(Math.max(terms.price / 2, open + (at.roll() + at.roll() - 1) * move * wide + drift));
  const high = onTick(Math.max(open, close) + at.roll() * move * 0.5);
  return { open, high, low: onTick(Math.min(open, close) - at.roll() * move * 0.5), close };
}

function isWeekend(instant: number): boolean {
  const [day, hour] = [new Date(instant).getUTCDay(), new Date(instant).getUTCHours()];
  return (day === 5 && hour >= 22) || day === 6 || (day === 0 && hour < 22);
}

function quoted(rows: readonly CandleRow[], { pip, minutes }: MarketTerms): BacktestCandles {
  const side = (by: number): readonly CandleRow[] =>
    rows.map(({ openTime, open, high, low, close, volume }) => {
      return { openTime, open: open + by, high: high + by, low: low + by, close: close + by, volume };
    });
  return { bid: side(-0.4 * pip), ask: side(0.6 * pip), timeframe: `${minutes}` };
}

/** Some ticks for each candle that is one, quotes or trades; now and then several of one time, with a side that is as it was before. */
function ticked(rows: readonly CandleRow[], { pip, minutes }: MarketTerms, at: Dice): BacktestCandles {
  const isQuoted = at.chance(0.7);
  const times = (openTime: number): readonly number[] =>
    Array.from({ length: at.whole(1, 6) }, () => openTime + at.pick([0, 1, at.whole(0, minutes * 60_000 - 1)]));
  const ticks = rows.flatMap(({ openTime, open, high, low, close }): readonly TickRow[] => {
    const prices = [open, high, low, close].filter((price) => price > pip && price < Infinity);
    if (prices.length < 4 || Number.isNaN(openTime)) return [];
    return times(openTime).map((time): TickRow => {
      const price = at.pick([open, high, low, close]);
      const told = at.chance(0.3) ? { volume: at.whole(0, 9) } : {};
      if (!isQuoted) return { time, last: price, ...told };
      const ask = at.chance(0.2) ? undefined : price + at.pick([0, 0.5, 1, 3]) * pip;
      return { time, bid: price, ask, ...told, ...(at.chance(0.2) ? { last: price } : {}) };
    });
  });
  ticks.sort((one, other) => one.time - other.time);
  const bars = isQuoted ? at.pick([undefined, 'mid', 'bid', 'ask', 'last'] as const) : undefined;
  return { ticks, bars, timeframe: `${minutes}` };
}
