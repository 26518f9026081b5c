import type { Candle, Instrument, Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { Indicator } from '@q/indicators';
import { CandleAggregator, createIndicator } from '@q/indicators';
import { sessionBucket } from '@q/trading';
import type { HigherTerms } from '../data-ledger/count-higher.js';
import type { SoundColumns } from '../data-ledger/judged-series.js';
import type { DrawnIndicator } from './chosen-lines.js';

export interface LineTerms {
  readonly drawn: readonly DrawnIndicator[];
  /** The rows that are asked for, ascending. */
  readonly rows: readonly number[];
  /** When the symbol trades. */
  readonly session: Instrument['session'];
}

/**
 * Values of all lines at the rows that are asked for, as they were known when each row closed: the indicators go once over the candles from the
 * first on, those of a higher timeframe over what the base candles give, as they did in the run.
 */
export function lineValues(
  columns: SoundColumns,
  periodMs: number,
  { drawn, rows, session }: LineTerms,
): ReadonlyMap<number, readonly number[]> {
  const kept = new Map<number, readonly number[]>();
  if (drawn.length === 0) return kept;
  const series = [...new Set(drawn.map(({ timeframe }) => timeframe))].map((timeframe) =>
    openSeries(timeframe, { periodMs, session }, drawn),
  );
  let next = 0;
  for (let row = 0; next < rows.length; row += 1) {
    const candle = candleAt(columns, row, periodMs);
    for (const one of series) one.take(candle);
    if (rows[next] !== row) continue;
    kept.set(
      row,
      series.flatMap((one) => one.values()),
    );
    next += 1;
  }
  return kept;
}

interface LineSeries {
  take(candle: Candle): void;
  values(): readonly number[];
}

/** Indicators of one timeframe: their lines stand together, in the order in which they are drawn. */
function openSeries(
  timeframe: Timeframe,
  { periodMs, session }: HigherTerms,
  drawn: readonly DrawnIndicator[],
): LineSeries {
  const own = drawn.filter((one) => one.timeframe === timeframe);
  const indicators = own.map(({ instance, params, outputs }) => ({
    indicator: createIndicator(instance, params),
    outputs,
  }));
  const update = (candle: Candle): void => indicators.forEach(({ indicator }) => indicator.update(candle));
  return {
    take: timeframeMs(timeframe) > periodMs ? aggregated(timeframe, session, update) : update,
    values: () =>
      indicators.flatMap(({ indicator, outputs }) => outputs.map(({ output }) => cellOf(indicator, output))),
  };
}

function aggregated(
  timeframe: Timeframe,
  session: Instrument['session'],
  update: (candle: Candle) => void,
): (candle: Candle) => void {
  const aggregator = new CandleAggregator(timeframeMs(timeframe), sessionBucket(timeframe, session));
  return (candle) => {
    const late = aggregator.flush(candle.openTime);
    if (late !== undefined) update(late);
    const closed = aggregator.add(candle);
    if (closed !== undefined) update(closed);
  };
}

/** Six digits are more than a screen shows. */
function cellOf(indicator: Indicator, output: number): number {
  const value = indicator.cell(output);
  return Number.isFinite(value) ? Number(value.toPrecision(7)) : NaN;
}

function candleAt(columns: SoundColumns, row: number, periodMs: number): Candle {
  const openTime = columns.openTime[row] ?? NaN;
  return {
    openTime,
    closeTime: openTime + periodMs,
    open: columns.open[row] ?? NaN,
    high: columns.high[row] ?? NaN,
    low: columns.low[row] ?? NaN,
    close: columns.close[row] ?? NaN,
    volume: columns.volume[row] ?? NaN,
    bars: 1,
  };
}
