/** A line of an output page that stands for any number of lines. */
const ANYTHING = '...';

/**
 * Whether what was written has the form that a page shows: its lines, in their order, where numbers, times and ids may be others.
 * @returns the first line that did not come, `undefined` where all did
 */
export function firstMissing(shown: string, written: string): string | undefined {
  const lines = written.split('\n').map(formOf);
  let from = 0;
  for (const line of shown.split('\n')) {
    const form = formOf(line);
    if (form === '' || form === ANYTHING) continue;
    const found = lines.indexOf(form, from);
    if (found < 0) return line;
    from = found + 1;
  }
  return undefined;
}

/** A line without what differs from run to run: numbers, ids of several kinds, and how wide columns are. */
function formOf(line: string): string {
  return line
    .replaceAll(/(?<![\w.])(?=[\w:.,-]*\d)[\w:.,-]*\w/g, 'N')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
