import { editDistance } from '@q/trading';

/** Whether a name is at most `edits` from another. Looks at the letters first: most names are far from each other. */
export function isWithin(edits: number, name: string, other: string): boolean {
  if (Math.abs(name.length - other.length) > edits || differentLetters(name, other) > 2 * edits) return false;
  return editDistance(name, other) <= edits;
}

/** Letters that one has and the other has not; an edit changes this by at most 2. */
function differentLetters(a: string, b: string): number {
  const surplus = new Int16Array(128);
  for (let at = 0; at < a.length; at += 1) surplus[a.charCodeAt(at) & 127] = (surplus[a.charCodeAt(at) & 127] ?? 0) + 1;
  for (let at = 0; at < b.length; at += 1) surplus[b.charCodeAt(at) & 127] = (surplus[b.charCodeAt(at) & 127] ?? 0) - 1;
  return surplus.reduce((sum, count) => sum + Math.abs(count), 0);
}
