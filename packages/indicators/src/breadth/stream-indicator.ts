import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from '../indicator.js';
import { emptyCells, MAIN_OUTPUT } from '../indicator.js';
import { exactly } from './exactly.js';

export interface StreamFormula {
  readonly warmUp: number;
  readonly outputs?: readonly Output[];
  /** The values after this candle, one for each output; `undefined` or not finite is no value. */
  readonly next: (candle: Candle) => readonly (number | undefined)[];
}

/** A formula of technicalindicators that carries a few numbers from candle to candle: only for those of its streams that keep no list. */
export class StreamIndicator implements IndicatorCore {
  readonly outputs: readonly Output[];
  readonly cells: Float64Array;
  readonly warmUp: number;
  readonly #next: (candle: Candle) => readonly (number | undefined)[];

  constructor({ warmUp, outputs = [MAIN_OUTPUT], next }: StreamFormula) {
    this.outputs = outputs;
    this.cells = emptyCells(outputs);
    this.warmUp = warmUp;
    this.#next = next;
  }

  update(candle: Candle): void {
    exactly(() => this.#next(candle)).forEach((value, index) => {
      this.cells[index] = value !== undefined && Number.isFinite(value) ? value : NaN;
    });
  }
}
