import type { CandleColumns } from '@q/brokers';
import type { Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { SoundColumns } from '../data-ledger/judged-series.js';
import { judgedSeries } from '../data-ledger/judged-series.js';
import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import { lastAt } from '../report/last-at.js';
import type { BacktestResult } from '../run-backtest.js';
import type { Trade } from '../trade-recorder.js';
import { MOST_POINTS } from './chart-points.js';
import type { ChartLine } from './chosen-lines.js';
import { chosenLines } from './chosen-lines.js';
import { lineValues } from './line-values.js';
import type { CandleRange, PackedCandles } from './packed-candles.js';
import { packCandles } from './packed-candles.js';

/** The candle charts of one symbol. */
export interface MarketChart {
  readonly symbol: string;
  readonly digits: number;
  readonly timeframe: Timeframe;
  readonly lines: readonly ChartLine[];
  /** Indicators for which there was no room. */
  readonly leftOut: readonly string[];
  /** The whole run, thinned to what a screen can show; its lines only where each candle is a base candle. */
  readonly overview: PackedCandles;
  /** The candles around each listed trade of the symbol, in the order of the list. */
  readonly windows: readonly PackedCandles[];
}

/** A symbol's candles, laid out for charts. */
export interface ChartMarket {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly periodMs: number;
  readonly columns: SoundColumns;
}

const BEFORE = 60;
const AFTER = 30;
const MOST_IN_WINDOW = 240;

/** The candles that a run could use of a symbol. */
export function chartMarket(
  { symbol, timeframe, startsAt, endsAt }: SymbolLedger,
  columns: CandleColumns,
): ChartMarket {
  const { sound } = judgedSeries({ symbol, timeframe, columns }, { from: startsAt, to: endsAt });
  return { symbol, timeframe, periodMs: timeframeMs(timeframe), columns: sound };
}

/** Rows around a trade: sixty candles before it and thirty after; a long one in so many candles as a screen can show. */
export function windowOf({ columns: { openTime } }: ChartMarket, { openedAt, closedAt }: Trade): CandleRange {
  const first = Math.max(0, lastAt(openTime, openedAt) - BEFORE);
  const end = Math.min(openTime.length, lastAt(openTime, closedAt) + 1 + AFTER);
  return { first, end, size: Math.max(1, Math.ceil((end - first) / MOST_IN_WINDOW)) };
}

export function marketChart(market: ChartMarket, listed: readonly Trade[], { config }: BacktestResult): MarketChart {
  const { symbol, timeframe, periodMs, columns } = market;
  const { drawn, leftOut } = chosenLines(symbol, config);
  const { length } = columns.openTime;
  const whole = { first: 0, end: length, size: Math.max(1, Math.ceil(length / MOST_POINTS)) };
  const ranges = listed.filter((trade) => trade.symbol === symbol).map((trade) => windowOf(market, trade));
  const rows = [...(whole.size === 1 ? [whole] : []), ...ranges].flatMap(lastRows);
  const { digits = 2, session = 'always' } = config.instruments[symbol] ?? {};
  const values = lineValues(columns, periodMs, { drawn, rows: [...new Set(rows)].sort((a, b) => a - b), session });
  const terms = { periodMs, digits, linesAt: (row: number) => values.get(row) ?? [] };
  return {
    symbol,
    digits,
    timeframe,
    lines: drawn.flatMap(({ outputs }) => outputs.map(({ line }) => line)),
    leftOut,
    overview: packCandles(columns, whole, whole.size === 1 ? terms : { ...terms, linesAt: () => [] }),
    windows: ranges.map((range) => packCandles(columns, range, terms)),
  };
}

/** The rows at which the candles of a range close. */
function lastRows({ first, end, size }: CandleRange): number[] {
  const rows: number[] = [];
  for (let begin = first; begin < end; begin += size) rows.push(Math.min(end, begin + size) - 1);
  return rows;
}
