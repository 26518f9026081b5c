/** One pass over an iterable for two readers; what one has read and the other has not is kept meanwhile. */
export function twice<T>(source: Iterable<T>): readonly [Iterable<T>, Iterable<T>] {
  const iterator = source[Symbol.iterator]();
  const waiting: readonly [T[], T[]] = [[], []];
  const reader = (own: 0 | 1): Iterable<T> => ({
    *[Symbol.iterator]() {
      const [mine, other] = own === 0 ? waiting : [waiting[1], waiting[0]];
      for (;;) {
        const kept = mine.shift();
        if (kept !== undefined) {
          yield kept;
          continue;
        }
        const { done, value } = iterator.next();
        if (done === true) return;
        other.push(value);
        yield value;
      }
    },
  });
  return [reader(0), reader(1)];
}
