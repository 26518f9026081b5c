import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { WindowExtreme } from './window-extreme.js';

const OUTPUTS: readonly Output[] = [
  ...(['tenkan', 'kijun', 'senkou_a', 'senkou_b', 'chikou'] as const).map((name): Output => ({
    name,
    suffix: `_${name}`,
    kind: 'number',
  })),
  { name: 'cloud', suffix: '_cloud', kind: 'text', values: ['bearish', 'bullish'] },
];

export interface IchimokuPeriods {
  readonly tenkan: number;
  readonly kijun: number;
  readonly senkouB: number;
  readonly chikouShift: number;
}

/**
 * Ichimoku: mid-ranges of highs and lows over three periods, span A the middle of the first two. Spans are not moved forward; chikou is the
 * close `chikouShift` candles ago; the cloud is bullish where span A is above span B. All outputs begin together.
 */
export class Ichimoku implements IndicatorCore {
  readonly outputs = OUTPUTS;
  readonly warmUp: number;
  readonly #ranges: readonly MidRange[];
  readonly #closes: Float64Array;
  readonly #cells = new Float64Array(6).fill(NaN);
  #seen = 0;

  constructor({ tenkan, kijun, senkouB, chikouShift }: IchimokuPeriods) {
    this.warmUp = Math.max(tenkan, kijun, senkouB, chikouShift + 1);
    this.#ranges = [tenkan, kijun, senkouB].map((period) => new MidRange(period));
    this.#closes = new Float64Array(chikouShift + 1);
  }

  update(candle: Candle): void {
    const closes = this.#closes;
    closes[this.#seen % closes.length] = candle.close;
    this.#seen += 1;
    for (const range of this.#ranges) range.push(candle);
    if (this.#seen < this.warmUp) return;
    const [tenkan, kijun, senkouB] = this.#ranges as [MidRange, MidRange, MidRange];
    const spanA = (tenkan.value + kijun.value) / 2;
    const cells = this.#cells;
    cells[0] = tenkan.value;
    cells[1] = kijun.value;
    cells[2] = spanA;
    cells[3] = senkouB.value;
    cells[4] = closes[this.#seen % closes.length] as number;
    cells[5] = spanA > senkouB.value ? 1 : 0;
  }

  cell(index: number): number {
    return this.#cells[index] as number;
  }
}

/** The middle of the highest high and the lowest low of a period. */
class MidRange {
  readonly #highest: WindowExtreme;
  readonly #lowest: WindowExtreme;

  constructor(period: number) {
    this.#highest = new WindowExtreme(period, 'highest');
    this.#lowest = new WindowExtreme(period, 'lowest');
  }

  get value(): number {
    return (this.#highest.value + this.#lowest.value) / 2;
  }

  push(candle: Candle): void {
    this.#highest.push(candle.high);
    this.#lowest.push(candle.low);
  }
}
