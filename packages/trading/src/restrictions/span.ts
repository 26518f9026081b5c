/** A stretch of time that restricts, and what it is about. */
export interface Span {
  /** First and last instant, ms UTC: both are inside. */
  readonly from: number;
  readonly until: number;
  readonly about: string;
}

/**
 * Place of the first span that holds an instant; -1 where none does.
 * @param spans in order: none begins or ends before one that stands earlier
 */
export function firstSpanAt(spans: readonly Span[], instant: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.until ?? Infinity) < instant) low = middle + 1;
    else high = middle;
  }
  return (spans[low]?.from ?? Infinity) <= instant ? low : -1;
}

/** Every span that holds an instant. */
export function spansAt(spans: readonly Span[], instant: number): readonly Span[] {
  const first = firstSpanAt(spans, instant);
  if (first < 0) return [];
  let end = first;
  while ((spans[end]?.from ?? Infinity) <= instant) end += 1;
  return spans.slice(first, end);
}
