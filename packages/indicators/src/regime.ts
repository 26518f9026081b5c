import type { Candle, CellValue, Column } from '@q/events';
import { trueRange } from './atr.js';
import { refuseBadCandle } from './create-indicator.js';
import { emaStep } from './ema.js';
import type { Indicator, Output } from './indicator.js';
import { readCell } from './indicator.js';
import { strength } from './relative-strength.js';
import { RegimeHysteresis } from './regime-hysteresis.js';
import type { RegimeName } from './regime-score.js';
import { classifyRegime, REGIME_CLASSES } from './regime-score.js';
import { WidthMemory } from './width-memory.js';

/** All in candles. */
export interface RegimeParams {
  /** Before that many candles the regime is `warming_up`. Default 500. */
  readonly warm_up?: number;
  /** Sightings in a row before another class is believed. Default 2. */
  readonly persist?: number;
  /** How long a change counts as a transition. Default 3. */
  readonly transition?: number;
  /** How many band widths, the present one counted but not compared with itself, set the expansion threshold. Default 200. */
  readonly width_memory?: number;
}

const NAMES = ['warming_up', ...REGIME_CLASSES] as const;
const WIDTH_WINDOW = 20;

const OUTPUTS: readonly Output[] = [
  { name: 'regime', kind: 'text', values: NAMES },
  { name: 'regime_confidence', kind: 'number' },
  { name: 'is_transition', kind: 'flag' },
];

/** The columns a regime adds to a row: its committed class, the confidence of the class seen now, whether it has just changed. */
export const REGIME_COLUMNS: readonly Column[] = OUTPUTS.map(({ name, kind, values }) =>
  values === undefined ? { name, kind } : { name, kind, values },
);

export interface Regime extends Indicator {
  /** The committed class, `warming_up` before there is one. */
  readonly committed: RegimeName | 'warming_up';
  readonly confidence: number;
}

/** Market regime: direction (bull, bear, neutral) and volatility (expansion, contraction) of a series, slow to change its mind. */
export function createRegime(params: RegimeParams = {}): Regime {
  return new StreamingRegime(params);
}

class StreamingRegime implements Regime {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #params: Required<RegimeParams>;
  #state: RegimeState;

  constructor(params: RegimeParams) {
    this.#params = { warm_up: 500, persist: 2, transition: 3, width_memory: 200, ...params };
    this.warmUp = this.#params.warm_up + 1;
    this.#state = new RegimeState(this.#params);
  }

  get committed(): RegimeName | 'warming_up' {
    return this.#state.hysteresis.committed ?? 'warming_up';
  }

  get confidence(): number {
    return this.#state.confidence;
  }

  update(candle: Candle): void {
    refuseBadCandle(candle);
    this.#state.update(candle);
  }

  value(output = 'regime'): CellValue | undefined {
    const index = OUTPUTS.findIndex(({ name }) => name === output);
    const found = OUTPUTS[index];
    if (found === undefined)
      throw new Error(`there is no output "${output}"; there are: ${OUTPUTS.map(({ name }) => name).join(', ')}`);
    return readCell(found, this.cell(index));
  }

  cell(index: number): number {
    if (index === 0) return NAMES.indexOf(this.committed);
    if (index === 1) return this.#state.confidence;
    return this.#state.hysteresis.isTransition ? 1 : 0;
  }

  reset(): void {
    this.#state = new RegimeState(this.#params);
  }
}

class RegimeState {
  readonly hysteresis: RegimeHysteresis<RegimeName>;
  confidence = 0;
  readonly #warmUp: number;
  readonly #widths: WidthMemory;
  readonly #closes = new Float64Array(WIDTH_WINDOW);
  #index = -1;
  #previousClose = NaN;
  #ema12 = NaN;
  #ema20 = NaN;
  #ema26 = NaN;
  #ema50 = NaN;
  #ema200 = NaN;
  #signal = NaN;
  #gain = 0;
  #loss = 0;
  #atr14 = NaN;
  #atr50 = NaN;

  constructor(params: Required<RegimeParams>) {
    this.#warmUp = params.warm_up;
    this.#widths = new WidthMemory(params.width_memory - 1);
    this.hysteresis = new RegimeHysteresis(params.persist, params.transition);
  }

  update(candle: Candle): void {
    const { close } = candle;
    this.#index += 1;
    const formerEma20 = this.#ema20;
    this.#averages(close);
    const rsi = this.#strength(close);
    this.#ranges(candle);
    const macd = this.#ema12 - this.#ema26;
    this.#signal = emaStep(this.#signal, macd, 2 / 10);
    this.#closes[this.#index % WIDTH_WINDOW] = close;
    this.#previousClose = close;
    const width = bandWidth(this.#closes, Math.min(WIDTH_WINDOW, this.#index + 1));
    const widthThreshold = this.#widths.threshold;
    this.#widths.add(width);
    if (this.#index < this.#warmUp) return;
    const seen = classifyRegime({
      close,
      rsi,
      atrRatio: Math.min(3, Math.max(0.5, this.#atr50 > 0 ? this.#atr14 / this.#atr50 : 1)),
      width,
      widthThreshold,
      macdHistogram: macd - this.#signal,
      slope: Number.isNaN(formerEma20) ? 0 : Math.sign(this.#ema20 - formerEma20),
      ema50: this.#ema50,
      ema200: this.#ema200,
    });
    this.confidence = seen.confidence;
    this.hysteresis.see(seen.name);
  }

  #averages(close: number): void {
    this.#ema12 = emaStep(this.#ema12, close, 2 / 13);
    this.#ema20 = emaStep(this.#ema20, close, 2 / 21);
    this.#ema26 = emaStep(this.#ema26, close, 2 / 27);
    this.#ema50 = emaStep(this.#ema50, close, 2 / 51);
    this.#ema200 = emaStep(this.#ema200, close, 2 / 201);
  }

  /** RSI 14 whose averages start at 0 on the first bar. */
  #strength(close: number): number {
    const change = Number.isNaN(this.#previousClose) ? 0 : close - this.#previousClose;
    this.#gain = (this.#gain * 13 + Math.max(change, 0)) / 14;
    this.#loss = (this.#loss * 13 + Math.max(-change, 0)) / 14;
    return strength(this.#gain, this.#loss);
  }

  #ranges(candle: Candle): void {
    const range = trueRange(candle, this.#previousClose);
    this.#atr14 = Number.isNaN(this.#atr14) ? range : (this.#atr14 * 13 + range) / 14;
    this.#atr50 = Number.isNaN(this.#atr50) ? range : (this.#atr50 * 49 + range) / 50;
  }
}

/** Bollinger width of the last closes: 4 population standard deviations over their mean. */
function bandWidth(closes: Float64Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += closes[index] ?? 0;
  const mean = sum / count;
  let squares = 0;
  for (let index = 0; index < count; index += 1) squares += ((closes[index] ?? 0) - mean) ** 2;
  return mean === 0 ? 0 : (4 * Math.sqrt(squares / count)) / mean;
}
