import { timeframeMs } from '@q/events';
import { BandWidths } from './band-widths.js';
import type { BucketOf } from './candle-bucket.js';
import type { CandleRun } from './candle-run.js';
import type { Bias, HigherBiasSnapshot } from './higher-bias.js';
import { HigherBias } from './higher-bias.js';
import type { PlainNumbers } from './plain-numbers.js';
import { fromPlain, toPlain } from './plain-numbers.js';
import { RegimeAverages } from './regime-averages.js';
import type { RegimeColumns } from './regime-columns.js';
import { regimeColumns } from './regime-columns.js';
import type { HysteresisSnapshot } from './regime-hysteresis.js';
import { RegimeHysteresis } from './regime-hysteresis.js';
import type { RegimeParams } from './regime-params.js';
import type { RegimeClass, RegimeName } from './regime-score.js';
import { classifyRegime, REGIME_CLASSES } from './regime-score.js';
import { WidthMemory } from './width-memory.js';

export interface RegimeStateNumbers {
  readonly numbers: PlainNumbers;
  /** The newest closes, in the places they are kept in. */
  readonly closes: readonly number[];
  /** The remembered band widths, oldest first. */
  readonly widths: readonly number[];
  readonly hysteresis: HysteresisSnapshot<RegimeName>;
  readonly bias: HigherBiasSnapshot | null;
}

/** The texts of a regime's column, in the order of their indexes. */
export const REGIME_NAMES = ['warming_up', ...REGIME_CLASSES] as const;

/** What a regime knows after the candles it has seen. */
export class RegimeState {
  readonly hysteresis: RegimeHysteresis<RegimeName>;
  readonly #warmUp: number;
  readonly #bias: HigherBias | undefined;
  readonly #widths: WidthMemory;
  readonly #bands = new BandWidths();
  readonly #averages = new RegimeAverages();
  #columns = regimeColumns(1);
  /** Of the newest candle, counted from 0. */
  #index = -1;
  #confidence = 0;
  #named: RegimeName | undefined;
  #place = 0;

  constructor(params: Required<RegimeParams>, bucketOf?: BucketOf) {
    this.#warmUp = params.warm_up;
    this.#widths = new WidthMemory(params.width_memory - 1);
    this.hysteresis = new RegimeHysteresis(params.persist, params.transition);
    const { higher_timeframe: higher } = params;
    this.#bias = higher === 'none' ? undefined : new HigherBias(timeframeMs(higher), bucketOf?.(higher));
  }

  /** Of the class seen now, 0 to 1. */
  get confidence(): number {
    return this.#confidence;
  }

  /** Takes the next candles and writes three cells for each: the committed class, the confidence of the one seen, whether it has just changed. */
  update(run: CandleRun): void {
    const count = run.end - run.first;
    if (count > this.#columns.rsi.length) this.#columns = regimeColumns(count);
    const columns = this.#columns;
    this.#averages.fill(run, columns);
    this.#bands.fill(run, this.#index + 1, columns.width);
    this.#widths.follow(columns.width, columns.widthThreshold, count);
    this.#commit(run, columns);
  }

  #commit({ candles: { openTime, close }, first, end, cells, at, width }: CandleRun, columns: RegimeColumns): void {
    let to = at;
    for (let row = first; row < end; row += 1) {
      const price = close[row] as number;
      this.#index += 1;
      this.#bias?.update(openTime[row] as number, price);
      if (this.#index >= this.#warmUp) this.#see(classOf(columns, row - first, price));
      cells[to] = this.#committedPlace();
      cells[to + 1] = this.#confidence;
      cells[to + 2] = this.hysteresis.isTransition ? 1 : 0;
      to += width;
    }
  }

  #see({ name, confidence }: RegimeClass): void {
    this.#confidence = confidence;
    this.hysteresis.see(inBias(name, this.#bias?.value ?? 'neutral'));
  }

  /** It rarely changes: its place is looked up when it does. */
  #committedPlace(): number {
    const { committed } = this.hysteresis;
    if (committed !== this.#named) {
      this.#named = committed;
      this.#place = committed === undefined ? 0 : REGIME_NAMES.indexOf(committed);
    }
    return this.#place;
  }

  snapshot(): RegimeStateNumbers {
    const counted = { index: this.#index, confidence: this.#confidence };
    return {
      numbers: toPlain({ ...counted, ...this.#averages.numbers }),
      closes: [...this.#bands.closes],
      widths: this.#widths.values(),
      hysteresis: this.hysteresis.snapshot(),
      bias: this.#bias?.snapshot() ?? null,
    };
  }

  /** Only on a fresh state of the same parameters. */
  restore({ numbers, closes, widths, hysteresis, bias }: RegimeStateNumbers): void {
    const counted = { index: -1, confidence: 0 };
    fromPlain(counted, numbers);
    fromPlain(this.#averages.numbers, numbers);
    this.#index = counted.index;
    this.#confidence = counted.confidence;
    this.#bands.restore(closes);
    if (!widths.every(Number.isFinite)) throw new Error('the state needs widths that are finite numbers');
    for (const width of widths) this.#widths.add(width);
    this.hysteresis.restore(hysteresis);
    if (bias !== null) this.#bias?.restore(bias);
  }
}

function classOf(columns: RegimeColumns, row: number, close: number): RegimeClass {
  return classifyRegime({
    close,
    rsi: columns.rsi[row] as number,
    atrRatio: columns.atrRatio[row] as number,
    width: columns.width[row] as number,
    widthThreshold: columns.widthThreshold[row] as number,
    macdHistogram: columns.macdHistogram[row] as number,
    slope: columns.slope[row] as number,
    ema50: columns.ema50[row] as number,
    ema200: columns.ema200[row] as number,
  });
}

/** A class against the trend of the higher timeframe counts as neutral. */
function inBias(name: RegimeName, bias: Bias): RegimeName {
  const isAgainst = (bias === 'bull' && name.startsWith('bear')) || (bias === 'bear' && name.startsWith('bull'));
  if (!isAgainst) return name;
  return name.endsWith('expansion') ? 'neutral_expansion' : 'neutral_contraction';
}
