import { reportOf } from '../child.js';
import { program } from '../places.js';

export type HistoryKind = 'none' | 'default' | 'all';

/** One of our jobs over an invented market. */
export interface OursSetting {
  readonly job: 'plain' | 'rich';
  /** Base candles of all symbols together. */
  readonly candles: number;
  readonly symbols?: number;
  readonly strategies?: number;
  /** Written to a file, where there is one. */
  readonly history?: HistoryKind;
  /** Uncounted passes before the others: of so many candles each, until all of them have taken so much CPU time. */
  readonly warmUp?: { readonly candles: number; readonly cpuMs: number };
  readonly passes: number;
}

export interface OursReport {
  /** Of each pass. */
  readonly cpuMs: readonly number[];
  readonly trades: number;
  readonly events: number;
  /** Share of the run's time at which the last position was closed, 0 to 1. */
  readonly tradedUntil: number;
  /** Of the whole process, the candles included. */
  readonly peakRssMb: number;
}

/** In a process of its own. */
export function runOurs(setting: OursSetting): Promise<OursReport> {
  return reportOf<OursReport>(program('backtest/ours-child'), [JSON.stringify(setting)]);
}

/** CPU ns that a candle took in the pass in the middle. */
export function nsPerCandle({ candles }: OursSetting, { cpuMs }: OursReport): number {
  const sorted = [...cpuMs].sort((left, right) => left - right);
  return ((sorted[Math.floor(sorted.length / 2)] ?? NaN) * 1e6) / candles;
}
