import type { Candle, CellValue, Column } from '@q/events';
import type { CandleRun } from './candle-run.js';

/** A streaming indicator. It sees each closed candle once, in order, and knows nothing of time or of other candles. */
export interface Indicator {
  /** Candles until every output has its first value. */
  readonly warmUp: number;
  /** Names of the outputs; the first is the main one and may be the empty text (the instance's own name). */
  readonly outputs: readonly Output[];
  /** Takes the next closed candle. @throws RangeError where a price is not a finite number; the state is then unchanged */
  update(candle: Candle): void;
  /** The newest value of an output (default: the first), `undefined` until it is ready. */
  value(output?: string): CellValue | undefined;
  /** The n-th output as a row holds it: a number, the index of a text, 1 or 0 for a flag, NaN until it is ready. */
  cell(index: number): number;
  /** Back to the state before the first candle. */
  reset(): void;
}

/** One output: how its column is named from the instance's name, and what it holds. */
export interface Output {
  /** `''` for the instance name N itself, `signal_` + N for a prefix, N + `_upper` for a suffix. */
  readonly name: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly kind: Column['kind'];
  readonly values?: readonly string[];
}

export const MAIN_OUTPUT: Output = { name: '', kind: 'number' };

/** Column name of an output for an instance: `rsi_fast` and output `signal` give `signal_rsi_fast`. */
export function columnName(instance: string, output: Output): string {
  return `${output.prefix ?? ''}${instance}${output.suffix ?? ''}`;
}

/** A value as people read it, from the number a row holds. */
export function readCell(output: Output, cell: number): CellValue | undefined {
  if (Number.isNaN(cell)) return undefined;
  if (output.kind === 'text') return output.values?.[cell];
  return output.kind === 'flag' ? cell === 1 : cell;
}

/** What an indicator computes with; finished into an `Indicator` by `createIndicator`. */
export interface IndicatorCore {
  readonly warmUp: number;
  readonly outputs: readonly Output[];
  /** The outputs as a row holds them, NaN until they are ready: read far more often, and faster, than any method could be called. */
  readonly cells: Float64Array;
  update(candle: Candle): void;
  /** The same for all candles of a run, and all outputs of each where it says: costs far less than one by one. */
  updateAll?(run: CandleRun): void;
}

/** The cells of an indicator that has seen nothing. */
export function emptyCells(outputs: readonly Output[]): Float64Array {
  return new Float64Array(outputs.length).fill(NaN);
}

/** Writes the cells of an indicator into a row, from a place on. */
export function writeCells(cells: Float64Array, at: number, own: Float64Array): void {
  for (let output = 0; output < own.length; output += 1) cells[at + output] = own[output] as number;
}
