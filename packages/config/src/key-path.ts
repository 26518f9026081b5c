/** The way to a value: keys of maps and indexes of lists. */
export type KeyPath = readonly (string | number)[];

/** `risk.max_positions`; a key that holds a dot is quoted: `instruments."EURUSD.m".digits`. */
export function formatPath(path: KeyPath): string {
  return path
    .map((key) => (typeof key === 'string' && /[."]|^$/.test(key) ? JSON.stringify(key) : String(key)))
    .join('.');
}

/** The keys of a path as a person writes it; `undefined` where it is not one. */
export function parsePath(text: string): readonly string[] | undefined {
  const keys: string[] = [];
  const segment = /"((?:[^"\\]|\\.)*)"|([^."]+)/y;
  for (let at = 0; ; at += 1) {
    segment.lastIndex = at;
    const match = segment.exec(text);
    if (match === null) return undefined;
    keys.push(match[2] ?? (match[1] ?? '').replace(/\\(.)/g, '$1'));
    at = segment.lastIndex;
    if (at === text.length) return keys;
    if (text[at] !== '.') return undefined;
  }
}
