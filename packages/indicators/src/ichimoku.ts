import type { Candle } from '@q/events';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells } from './indicator.js';
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
  readonly cells = emptyCells(OUTPUTS);
  readonly warmUp: number;
  readonly #tenkan: MidRange;
  readonly #kijun: MidRange;
  readonly #senkouB: MidRange;
  readonly #closes: Float64Array;
  #next = 0;
  #missing: number;

  constructor({ tenkan, kijun, senkouB, chikouShift }: IchimokuPeriods) {
    this.warmUp = Math.max(tenkan, kijun, senkouB, chikouShift + 1);
    this.#missing = this.warmUp;
    this.#tenkan = new MidRange(tenkan);
    this.#kijun = new MidRange(kijun);
    this.#senkouB = new MidRange(senkouB);
    this.#closes = new Float64Array(chikouShift + 1);
  }

  update(candle: Candle): void {
    const { high, low } = candle;
    const tenkan = this.#tenkan.push(high, low);
    const kijun = this.#kijun.push(high, low);
    const senkouB = this.#senkouB.push(high, low);
    const chikou = this.#shifted(candle.close);
    if (this.#missing > 0) this.#missing -= 1;
    if (this.#missing > 0) return;
    const senkouA = (tenkan + kijun) / 2;
    const cells = this.cells;
    cells[0] = tenkan;
    cells[1] = kijun;
    cells[2] = senkouA;
    cells[3] = senkouB;
    cells[4] = chikou;
    cells[5] = senkouA > senkouB ? 1 : 0;
  }

  /** The close `chikouShift` candles ago. */
  #shifted(close: number): number {
    const closes = this.#closes;
    closes[this.#next] = close;
    this.#next = this.#next + 1 === closes.length ? 0 : this.#next + 1;
    return closes[this.#next] as number;
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

  push(high: number, low: number): number {
    return (this.#highest.push(high) + this.#lowest.push(low)) / 2;
  }
}
