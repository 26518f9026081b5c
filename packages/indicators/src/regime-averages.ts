import { trueRangeOf } from './atr.js';
import type { CandleRun } from './candle-run.js';
import { emaStep } from './ema.js';
import type { RegimeColumns } from './regime-columns.js';
import { strength } from './relative-strength.js';

/** Averages that a regime is told from. Each goes over all candles of a run before the next: so nothing of it has to be kept in memory meanwhile. */
export class RegimeAverages {
  readonly numbers = {
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

  fill(run: CandleRun, columns: RegimeColumns): void {
    this.#momentum(run, columns);
    this.#trend(run, columns);
    this.#strength(run, columns);
    this.#ranges(run, columns);
    if (run.end > run.first) this.numbers.previousClose = run.candles.close[run.end - 1] as number;
  }

  #momentum({ candles: { close }, first, end }: CandleRun, { macdHistogram }: RegimeColumns): void {
    const { numbers } = this;
    let { ema12, ema26, signal } = numbers;
    for (let row = first; row < end; row += 1) {
      const price = close[row] as number;
      ema12 = emaStep(ema12, price, 2 / 13);
      ema26 = emaStep(ema26, price, 2 / 27);
      const macd = ema12 - ema26;
      signal = emaStep(signal, macd, 2 / 10);
      macdHistogram[row - first] = macd - signal;
    }
    numbers.ema12 = ema12;
    numbers.ema26 = ema26;
    numbers.signal = signal;
  }

  #trend({ candles: { close }, first, end }: CandleRun, columns: RegimeColumns): void {
    const { numbers } = this;
    let { ema20, ema50, ema200 } = numbers;
    for (let row = first; row < end; row += 1) {
      const price = close[row] as number;
      const former = ema20;
      ema20 = emaStep(ema20, price, 2 / 21);
      ema50 = emaStep(ema50, price, 2 / 51);
      ema200 = emaStep(ema200, price, 2 / 201);
      columns.slope[row - first] = Number.isNaN(former) ? 0 : Math.sign(ema20 - former);
      columns.ema50[row - first] = ema50;
      columns.ema200[row - first] = ema200;
    }
    numbers.ema20 = ema20;
    numbers.ema50 = ema50;
    numbers.ema200 = ema200;
  }

  /** RSI 14 whose averages start at 0 on the first bar. */
  #strength({ candles: { close }, first, end }: CandleRun, { rsi }: RegimeColumns): void {
    const { numbers } = this;
    let { previousClose, gain, loss } = numbers;
    for (let row = first; row < end; row += 1) {
      const price = close[row] as number;
      const change = Number.isNaN(previousClose) ? 0 : price - previousClose;
      gain = (gain * 13 + Math.max(change, 0)) / 14;
      loss = (loss * 13 + Math.max(-change, 0)) / 14;
      rsi[row - first] = strength(gain, loss);
      previousClose = price;
    }
    numbers.gain = gain;
    numbers.loss = loss;
  }

  #ranges({ candles: { high, low, close }, first, end }: CandleRun, { atrRatio }: RegimeColumns): void {
    const { numbers } = this;
    let { previousClose, atr14, atr50 } = numbers;
    for (let row = first; row < end; row += 1) {
      const range = trueRangeOf(high[row] as number, low[row] as number, previousClose);
      atr14 = Number.isNaN(atr14) ? range : (atr14 * 13 + range) / 14;
      atr50 = Number.isNaN(atr50) ? range : (atr50 * 49 + range) / 50;
      atrRatio[row - first] = Math.min(3, Math.max(0.5, atr50 > 0 ? atr14 / atr50 : 1));
      previousClose = close[row] as number;
    }
    numbers.atr14 = atr14;
    numbers.atr50 = atr50;
  }
}
