import type { Candle, CellValue, Column } from '@q/events';
import type { BucketOf } from './candle-bucket.js';
import type { CandleRun } from './candle-run.js';
import { SingleRun } from './candle-run.js';
import { refuseBadCandle } from './create-indicator.js';
import type { Indicator, Output } from './indicator.js';
import { readCell } from './indicator.js';
import type { RegimeParams } from './regime-params.js';
import { completeRegimeParams } from './regime-params.js';
import type { RegimeName } from './regime-score.js';
import type { RegimeStateNumbers } from './regime-state.js';
import { REGIME_NAMES, RegimeState } from './regime-state.js';

const OUTPUTS: readonly Output[] = [
  { name: 'regime', kind: 'text', values: REGIME_NAMES },
  { name: 'regime_confidence', kind: 'number' },
  { name: 'is_transition', kind: 'flag' },
];

/** The columns a regime adds to a row: its committed class, the confidence of the class seen now, whether it has just changed. */
export const REGIME_COLUMNS: readonly Column[] = OUTPUTS.map(({ name, kind, values }) =>
  values === undefined ? { name, kind } : { name, kind, values },
);

const SNAPSHOT_VERSION = 2;

/** Everything a regime knows, as plain JSON. */
export interface RegimeStateSnapshot extends RegimeStateNumbers {
  readonly version: number;
  readonly params: Required<RegimeParams>;
}

export interface Regime extends Indicator {
  /** The committed class, `warming_up` before there is one. */
  readonly committed: RegimeName | 'warming_up';
  readonly confidence: number;
  /** The three cells of the candle that `update` took last. */
  readonly cells: Float64Array;
  /** Takes the candles of a run, which are sound, and writes the three cells of each. */
  updateAll(run: CandleRun): void;
  exportState(): RegimeStateSnapshot;
  /** Goes on where the exported one stood. @throws Error where it had other parameters or is damaged; the state is then unchanged */
  importState(snapshot: RegimeStateSnapshot): void;
}

/**
 * Market regime: direction (bull, bear, neutral) and volatility (expansion, contraction) of a series, slow to change its mind.
 * @param bucketOf where the candles of the higher timeframe begin and end; on the UTC grid where it is left out
 * @throws Error that names every parameter that is unknown or out of range
 */
export function createRegime(params: RegimeParams = {}, bucketOf?: BucketOf): Regime {
  return new StreamingRegime(completeRegimeParams(params), bucketOf);
}

class StreamingRegime implements Regime {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #params: Required<RegimeParams>;
  readonly #bucketOf: BucketOf | undefined;
  readonly #single = new SingleRun(OUTPUTS.length);
  #state: RegimeState;

  constructor(params: Required<RegimeParams>, bucketOf: BucketOf | undefined) {
    this.#params = params;
    this.#bucketOf = bucketOf;
    this.warmUp = params.warm_up + 1;
    this.#state = new RegimeState(params, bucketOf);
  }

  get committed(): RegimeName | 'warming_up' {
    return this.#state.hysteresis.committed ?? 'warming_up';
  }

  get cells(): Float64Array {
    return this.#single.cells;
  }

  get confidence(): number {
    return this.#state.confidence;
  }

  update(candle: Candle): void {
    refuseBadCandle(candle);
    this.#state.update(this.#single.of(candle));
  }

  updateAll(run: CandleRun): void {
    this.#state.update(run);
  }

  value(output = 'regime'): CellValue | undefined {
    const index = OUTPUTS.findIndex(({ name }) => name === output);
    const found = OUTPUTS[index];
    if (found === undefined)
      throw new Error(`there is no output "${output}"; there are: ${OUTPUTS.map(({ name }) => name).join(', ')}`);
    return readCell(found, this.cell(index));
  }

  cell(index: number): number {
    const { committed, isTransition } = this.#state.hysteresis;
    if (index === 0) return committed === undefined ? 0 : REGIME_NAMES.indexOf(committed);
    if (index === 1) return this.#state.confidence;
    return isTransition ? 1 : 0;
  }

  reset(): void {
    this.#state = new RegimeState(this.#params, this.#bucketOf);
  }

  exportState(): RegimeStateSnapshot {
    return { version: SNAPSHOT_VERSION, params: this.#params, ...this.#state.snapshot() };
  }

  importState(snapshot: RegimeStateSnapshot): void {
    if (snapshot.version !== SNAPSHOT_VERSION)
      throw new Error(`a regime state of version ${snapshot.version}: this one reads version ${SNAPSHOT_VERSION}`);
    const differing = Object.entries(this.#params).filter(
      ([name, value]) => snapshot.params[name as keyof RegimeParams] !== value,
    );
    if (differing.length > 0) {
      const had = JSON.stringify(snapshot.params);
      throw new Error(`a regime state with other parameters, ${had}: this one has ${JSON.stringify(this.#params)}`);
    }
    const state = new RegimeState(this.#params, this.#bucketOf);
    state.restore(snapshot);
    this.#state = state;
  }
}
