/** Place of the last of ascending times that is not after the instant; -1 where all are. */
export function lastAt(times: ArrayLike<number>, instant: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
