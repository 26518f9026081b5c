import type { CellValue, IndicatorRow, Timeframe } from '@q/events';
import type { KeptEvent } from './read-history.js';

/** Relative difference below which two values are the same to a reader. */
const TINY = 1e-6;

/** A row that was calculated again. */
export interface RecomputedRow {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Close of its candle, ms UTC. */
  readonly at: number;
  readonly row: IndicatorRow;
}

/** Where the row that a run kept of a candle has other values than the recomputed one: `column value` for each. */
export function driftOf({ symbol, timeframe, at, row }: RecomputedRow, chain: readonly KeptEvent[]): readonly string[] {
  const candle = chain.find(
    (event) =>
      event.type === 'NewCandle' &&
      event.symbol === symbol &&
      event.timeframe === timeframe &&
      event.candle.closeTime === at,
  );
  const kept = chain.find((event) => event.type === 'IndicatorsCalculated' && event.causationId === candle?.id);
  if (kept?.type !== 'IndicatorsCalculated') return [];
  return Object.entries(kept.row)
    .filter(([column, value]) => isOther(value, row.value(column) ?? null))
    .map(([column, value]) => `${column} ${String(value)}`);
}

function isOther(a: CellValue | null, b: CellValue | null): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
  return Math.abs(a - b) > TINY * Math.max(Math.abs(a), Math.abs(b));
}
