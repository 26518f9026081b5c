import type { SearchSettings } from '@q/config';
import { afterSpans, parseSpan } from '@q/config';
import { SearchError } from './search-error.js';

export interface Span {
  /** ms UTC: candles that open at `from` or later and close at `to` or earlier. */
  readonly from: number;
  readonly to: number;
}

/** What a search looks at, and what its best then trades. */
export interface SearchWindow {
  readonly inSample: Span;
  readonly outOfSample: Span;
}

/**
 * The windows of a walk-forward, each out-of-sample part right behind the one before. Only whole ones: what is left at the end of the data
 * is not traded. @throws SearchError where the data hold none
 */
export function searchWindows(
  { from, to }: Span,
  { in_sample: inSample, out_of_sample: outOfSample, windows }: SearchSettings['walkforward'],
): readonly SearchWindow[] {
  const [length, step] = [spanOf(inSample), spanOf(outOfSample)];
  const first = afterSpans(from, length, 1);
  const found: SearchWindow[] = [];
  for (;;) {
    const begin = afterSpans(first, step, found.length);
    const end = afterSpans(first, step, found.length + 1);
    if (end > to) break;
    const since = windows === 'anchored' || found.length === 0 ? from : Math.max(from, afterSpans(begin, length, -1));
    found.push({ inSample: { from: since, to: begin }, outOfSample: { from: begin, to: end } });
  }
  if (found.length > 0) return found;
  const days = Math.floor((to - from) / 86_400_000);
  throw new SearchError(
    `the data hold ${days} days, and no window of ${inSample} to search and ${outOfSample} to trade: take shorter ones (--in-sample, --out-of-sample), or more data`,
  );
}

function spanOf(text: string) {
  const span = parseSpan(text);
  if (span === undefined) throw new Error(`"${text}" passed the settings as a duration and is none`);
  return span;
}
