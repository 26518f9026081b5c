import type { CandleRun } from './candle-run.js';

const WINDOW = 20;

/** Bollinger widths: 4 population standard deviations of the last 20 closes over their mean; of those that there are at first. */
export class BandWidths {
  /** The newest closes, in the places they are kept in. */
  readonly closes = new Float64Array(WINDOW);

  /** @param seen candles before the run */
  fill({ candles: { close }, first, end }: CandleRun, seen: number, widths: Float64Array): void {
    const { closes } = this;
    let next = seen % WINDOW;
    for (let row = first; row < end; row += 1) {
      closes[next] = close[row] as number;
      next = next + 1 === WINDOW ? 0 : next + 1;
      widths[row - first] = bandWidth(closes, Math.min(WINDOW, seen + row - first + 1));
    }
  }

  /** @throws Error where there are too few or too many of them, or some are none */
  restore(closes: readonly number[]): void {
    if (closes.length !== WINDOW || !closes.every(Number.isFinite))
      throw new Error(`the state needs ${WINDOW} closes that are finite numbers`);
    this.closes.set(closes);
  }
}

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
