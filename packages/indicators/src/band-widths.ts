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
    let row = first;
    while (row < end) {
      closes[next] = close[row] as number;
      next = after(next);
      const known = seen + row - first + 1;
      if (known < WINDOW || row + 1 === end) {
        widths[row - first] = bandWidth(closes, Math.min(WINDOW, known));
        row += 1;
      } else {
        fillTwo({ closes, next, price: close[row + 1] as number }, widths, row - first);
        closes[next] = close[row + 1] as number;
        next = after(next);
        row += 2;
      }
    }
  }

  /** @throws Error where there are too few or too many of them, or some are none */
  restore(closes: readonly number[]): void {
    if (closes.length !== WINDOW || !closes.every(Number.isFinite))
      throw new Error(`the state needs ${WINDOW} closes that are finite numbers`);
    this.closes.set(closes);
  }
}

function after(place: number): number {
  return place + 1 === WINDOW ? 0 : place + 1;
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
  return widthOf(mean, squares / count);
}

function widthOf(mean: number, variance: number): number {
  return mean === 0 ? 0 : (4 * Math.sqrt(variance)) / mean;
}

interface Window {
  readonly closes: Float64Array;
  /** Where the price behind them will be kept. */
  readonly next: number;
  readonly price: number;
}

/**
 * The widths of a full window and of the one behind it, in the order of `bandWidth`: one sum waits for its last addition before the next, two side by
 * side wait together.
 */
function fillTwo({ closes, next, price }: Window, widths: Float64Array, at: number): void {
  let [sum, sumBehind] = [0, 0];
  for (let index = 0; index < WINDOW; index += 1) {
    const close = closes[index] as number;
    sum += close;
    sumBehind += index === next ? price : close;
  }
  const mean = sum / WINDOW;
  const meanBehind = sumBehind / WINDOW;
  let [squares, squaresBehind] = [0, 0];
  for (let index = 0; index < WINDOW; index += 1) {
    const close = closes[index] as number;
    const distance = close - mean;
    const distanceBehind = (index === next ? price : close) - meanBehind;
    squares += distance * distance;
    squaresBehind += distanceBehind * distanceBehind;
  }
  widths[at] = widthOf(mean, squares / WINDOW);
  widths[at + 1] = widthOf(meanBehind, squaresBehind / WINDOW);
}
