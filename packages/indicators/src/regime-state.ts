import type { Candle } from '@q/events';
import { timeframeMs } from '@q/events';
import { trueRange } from './atr.js';
import type { BucketOf } from './candle-bucket.js';
import { emaStep } from './ema.js';
import type { Bias, HigherBiasSnapshot } from './higher-bias.js';
import { HigherBias } from './higher-bias.js';
import type { PlainNumbers } from './plain-numbers.js';
import { fromPlain, toPlain } from './plain-numbers.js';
import type { HysteresisSnapshot } from './regime-hysteresis.js';
import { RegimeHysteresis } from './regime-hysteresis.js';
import type { RegimeParams } from './regime-params.js';
import type { RegimeName } from './regime-score.js';
import { classifyRegime } from './regime-score.js';
import { strength } from './relative-strength.js';
import { WidthMemory } from './width-memory.js';

const WIDTH_WINDOW = 20;

export interface RegimeStateNumbers {
  readonly numbers: PlainNumbers;
  /** The newest closes, in the places they are kept in. */
  readonly closes: readonly number[];
  /** The remembered band widths, oldest first. */
  readonly widths: readonly number[];
  readonly hysteresis: HysteresisSnapshot<RegimeName>;
  readonly bias: HigherBiasSnapshot | null;
}

/** What a regime knows after the candles it has seen. */
export class RegimeState {
  readonly hysteresis: RegimeHysteresis<RegimeName>;
  readonly #warmUp: number;
  readonly #bias: HigherBias | undefined;
  readonly #widths: WidthMemory;
  readonly #closes = new Float64Array(WIDTH_WINDOW);
  readonly #numbers = {
    index: -1,
    confidence: 0,
    previousClose: NaN,
    ema12: NaN,
    ema20: NaN,
    ema26: NaN,
    ema50: NaN,
    ema200: NaN,
    signal: NaN,
    gain: 0,
    loss: 0,
    atr14: NaN,
    atr50: NaN,
  };

  constructor(params: Required<RegimeParams>, bucketOf?: BucketOf) {
    this.#warmUp = params.warm_up;
    this.#widths = new WidthMemory(params.width_memory - 1);
    this.hysteresis = new RegimeHysteresis(params.persist, params.transition);
    const { higher_timeframe: higher } = params;
    this.#bias = higher === 'none' ? undefined : new HigherBias(timeframeMs(higher), bucketOf?.(higher));
  }

  /** Of the class seen now, 0 to 1. */
  get confidence(): number {
    return this.#numbers.confidence;
  }

  update(candle: Candle): void {
    const { close } = candle;
    const numbers = this.#numbers;
    numbers.index += 1;
    const formerEma20 = numbers.ema20;
    this.#averages(close);
    const rsi = this.#strength(close);
    this.#ranges(candle);
    const macd = numbers.ema12 - numbers.ema26;
    numbers.signal = emaStep(numbers.signal, macd, 2 / 10);
    this.#closes[numbers.index % WIDTH_WINDOW] = close;
    numbers.previousClose = close;
    const width = bandWidth(this.#closes, Math.min(WIDTH_WINDOW, numbers.index + 1));
    const widthThreshold = this.#widths.threshold;
    this.#widths.add(width);
    this.#bias?.update(candle.openTime, close);
    if (numbers.index < this.#warmUp) return;
    const seen = classifyRegime({
      close,
      rsi,
      atrRatio: Math.min(3, Math.max(0.5, numbers.atr50 > 0 ? numbers.atr14 / numbers.atr50 : 1)),
      width,
      widthThreshold,
      macdHistogram: macd - numbers.signal,
      slope: Number.isNaN(formerEma20) ? 0 : Math.sign(numbers.ema20 - formerEma20),
      ema50: numbers.ema50,
      ema200: numbers.ema200,
    });
    numbers.confidence = seen.confidence;
    this.hysteresis.see(inBias(seen.name, this.#bias?.value ?? 'neutral'));
  }

  snapshot(): RegimeStateNumbers {
    return {
      numbers: toPlain(this.#numbers),
      closes: [...this.#closes],
      widths: this.#widths.values(),
      hysteresis: this.hysteresis.snapshot(),
      bias: this.#bias?.snapshot() ?? null,
    };
  }

  /** Only on a fresh state of the same parameters. */
  restore({ numbers, closes, widths, hysteresis, bias }: RegimeStateNumbers): void {
    fromPlain(this.#numbers, numbers);
    if (closes.length !== WIDTH_WINDOW || ![...closes, ...widths].every(Number.isFinite))
      throw new Error(`the state needs ${WIDTH_WINDOW} closes, and widths, that are finite numbers`);
    this.#closes.set(closes);
    for (const width of widths) this.#widths.add(width);
    this.hysteresis.restore(hysteresis);
    if (bias !== null) this.#bias?.restore(bias);
  }

  #averages(close: number): void {
    const numbers = this.#numbers;
    numbers.ema12 = emaStep(numbers.ema12, close, 2 / 13);
    numbers.ema20 = emaStep(numbers.ema20, close, 2 / 21);
    numbers.ema26 = emaStep(numbers.ema26, close, 2 / 27);
    numbers.ema50 = emaStep(numbers.ema50, close, 2 / 51);
    numbers.ema200 = emaStep(numbers.ema200, close, 2 / 201);
  }

  /** RSI 14 whose averages start at 0 on the first bar. */
  #strength(close: number): number {
    const numbers = this.#numbers;
    const change = Number.isNaN(numbers.previousClose) ? 0 : close - numbers.previousClose;
    numbers.gain = (numbers.gain * 13 + Math.max(change, 0)) / 14;
    numbers.loss = (numbers.loss * 13 + Math.max(-change, 0)) / 14;
    return strength(numbers.gain, numbers.loss);
  }

  #ranges(candle: Candle): void {
    const numbers = this.#numbers;
    const range = trueRange(candle, numbers.previousClose);
    numbers.atr14 = Number.isNaN(numbers.atr14) ? range : (numbers.atr14 * 13 + range) / 14;
    numbers.atr50 = Number.isNaN(numbers.atr50) ? range : (numbers.atr50 * 49 + range) / 50;
  }
}

/** A class against the trend of the higher timeframe counts as neutral. */
function inBias(name: RegimeName, bias: Bias): RegimeName {
  const isAgainst = (bias === 'bull' && name.startsWith('bear')) || (bias === 'bear' && name.startsWith('bull'));
  if (!isAgainst) return name;
  return name.endsWith('expansion') ? 'neutral_expansion' : 'neutral_contraction';
}

/** Bollinger width of the last closes: 4 population standard deviations over their mean. */
function bandWidth(closes: Float64Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += closes[index] as number;
  const mean = sum / count;
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    const distance = (closes[index] as number) - mean;
    squares += distance * distance;
  }
  return mean === 0 ? 0 : (4 * Math.sqrt(squares / count)) / mean;
}
