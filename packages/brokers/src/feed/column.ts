/** The values of a column in one with more room. */
export function widened(column: Float64Array, capacity: number): Float64Array {
  const wider = new Float64Array(capacity);
  wider.set(column);
  return wider;
}

/** The first values of a column in memory that threads can share. */
export function sharedCopy(column: Float64Array, length: number): Float64Array {
  const memory = new Float64Array(new SharedArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
  memory.set(column.subarray(0, length));
  return memory;
}
