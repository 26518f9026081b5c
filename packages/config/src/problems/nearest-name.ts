import { editDistance } from '@q/trading';

/** The candidate with the fewest edits from `text`, at most a third of its length (or 2); `undefined` where none is near. */
export function nearestName(text: string, candidates: readonly string[]): string | undefined {
  const wanted = bare(text);
  let best: string | undefined;
  let fewest = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const name = bare(candidate);
    const edits = editDistance(wanted, name);
    // Two edits turn any short word into any other: of a short one most must be right.
    if (edits >= fewest || edits * 2 >= Math.max(wanted.length, name.length)) continue;
    best = candidate;
    fewest = edits;
  }
  return best ?? candidates.find((candidate) => shareWords(wanted, bare(candidate)));
}

/** A name that was shortened or lengthened by whole words: `history_limit` for `event_history_limit`. */
function shareWords(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 4 && (a.includes(b) || b.includes(a));
}

/** `maxPositions`, `max-positions` and `MAX_POSITIONS` are the same word to a person. */
function bare(text: string): string {
  return text.replace(/[_\s-]/g, '').toLowerCase();
}
