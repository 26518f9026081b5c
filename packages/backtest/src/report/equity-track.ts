import type { EquityCurve } from '../equity-curve.js';
import { lastAt } from './last-at.js';
import type { Range } from './trading-days.js';

/** Equity over time as a step: what it became at an instant holds until the next. Account currency, ms UTC, never empty. */
export interface EquityTrack {
  readonly at: Float64Array;
  readonly equity: Float64Array;
}

/** The curve of a run; where the venue told nothing of the account, the start balance all along. */
export function equityTrack({ length, at, equity }: EquityCurve, start: number, startedAt: number): EquityTrack {
  if (length === 0) return { at: Float64Array.of(startedAt), equity: Float64Array.of(start) };
  return { at: at.subarray(0, length), equity: equity.subarray(0, length) };
}

/** Equity at an instant, its own changes included; before the first it is the first. */
export function equityAt({ at, equity }: EquityTrack, instant: number): number {
  return equity[Math.max(0, lastAt(at, instant))] ?? NaN;
}

/** Goes through the steps of a track inside a range, with the time for which each holds, ms. */
export function forEachStep(
  { at, equity }: EquityTrack,
  { startedAt, endedAt }: Range,
  visit: (equity: number, ms: number) => void,
): void {
  equity.forEach((value, step) => {
    const from = step === 0 ? startedAt : Math.max(startedAt, at[step] ?? NaN);
    const to = Math.min(endedAt, at[step + 1] ?? endedAt);
    visit(value, Math.max(0, to - from));
  });
}

/** Mean over time, account currency: the sum of equity * ms / all ms. The first where no time passes. */
export function meanEquity(track: EquityTrack, range: Range): number {
  let [weighted, whole] = [0, 0];
  forEachStep(track, range, (equity, ms) => {
    weighted += equity * ms;
    whole += ms;
  });
  return whole > 0 ? weighted / whole : (track.equity[0] ?? NaN);
}
