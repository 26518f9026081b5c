/** What rows are called in a message, and what one of them has. */
export interface RowTerms {
  readonly of: string;
  readonly keys: string;
}

/** @throws Error that names the rows where they are no list, or the first of them that is none: a program in plain JavaScript may give anything */
export function demandRows(rows: unknown, { of, keys }: RowTerms): void {
  if (!Array.isArray(rows)) throw new Error(`${of} are no list: give rows { ${keys} }`);
  const list: readonly unknown[] = rows;
  for (let index = 0; index < list.length; index += 1) {
    const row = list[index];
    if (typeof row !== 'object' || row === null)
      throw new Error(`row ${index + 1} of ${of} is ${String(row)}: give { ${keys} }`);
  }
}
