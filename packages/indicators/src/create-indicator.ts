import type { Candle, CellValue } from '@q/events';
import { catalogEntry } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { findIndicatorProblems } from './check-indicators.js';
import { givenOf } from './given-of.js';
import type { Indicator, IndicatorCore, Output } from './indicator.js';
import { readCell } from './indicator.js';

/**
 * An indicator by its configured name: `createIndicator('ema_fast', { period: 12 })`. Parameters that are not given have their defaults.
 * @throws Error where the name or a parameter is unknown or out of range, naming the nearest valid one
 */
export function createIndicator(name: string, params: IndicatorParams = {}): Indicator {
  return streamingIndicator(name, params);
}

/** The same, whose core can be asked directly. */
export function streamingIndicator(name: string, params: IndicatorParams): StreamingIndicator {
  const [problem] = findIndicatorProblems({ [name]: params });
  const entry = catalogEntry(name);
  if (problem !== undefined || entry === undefined) {
    const hint = problem?.suggestion === undefined ? '' : `; did you mean "${problem.suggestion}"?`;
    throw new Error(`indicator "${name}": ${problem?.message ?? 'unknown'}${hint}`);
  }
  const given = givenOf(entry.parameters, params);
  return new StreamingIndicator(() => entry.create(given));
}

export class StreamingIndicator implements Indicator {
  readonly #make: () => IndicatorCore;
  #core: IndicatorCore;
  #cells: Float64Array;
  readonly warmUp: number;
  readonly outputs: readonly Output[];

  constructor(make: () => IndicatorCore) {
    this.#make = make;
    this.#core = make();
    this.#cells = this.#core.cells;
    this.warmUp = this.#core.warmUp;
    this.outputs = this.#core.outputs;
  }

  /** What it computes with until it is reset: for whoever has looked at the candle already. */
  get core(): IndicatorCore {
    return this.#core;
  }

  update(candle: Candle): void {
    refuseBadCandle(candle);
    this.#core.update(candle);
  }

  value(output: string = this.outputs[0]?.name ?? ''): CellValue | undefined {
    const index = this.outputs.findIndex(({ name }) => name === output);
    const found = this.outputs[index];
    if (found === undefined) {
      const names = this.outputs.map(({ name }) => `"${name}"`).join(', ');
      throw new Error(`there is no output "${output}"; there are: ${names}`);
    }
    return readCell(found, this.cell(index));
  }

  cell(index: number): number {
    return this.#cells[index] ?? NaN;
  }

  reset(): void {
    this.#core = this.#make();
    this.#cells = this.#core.cells;
  }
}

/** A price that is no finite number would stay in an average for ever. */
export function refuseBadCandle(candle: Candle): void {
  // The sum is finite exactly when each of them is: prices are far below the largest number.
  const sum = candle.open + candle.high + candle.low + candle.close + candle.volume;
  if (!Number.isFinite(sum))
    throw new RangeError(`a candle with a value that is no finite number: ${JSON.stringify(candle)}`);
}
