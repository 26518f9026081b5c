import type { Column } from '@q/events';

const PREVIOUS = 'previous_';

/** A column that a rule names. */
export interface NamedColumn {
  readonly column: Column;
  /** Closes before the row that the rule looks at: one for each `previous_`. */
  readonly shift: number;
}

/** The column that a name means: `previous_close` is the close one row before, unless a column bears that very name. */
export function namedColumn(name: string, columns: readonly Column[], shift = 0): NamedColumn | undefined {
  const column = columns.find((each) => each.name === name);
  if (column !== undefined) return { column, shift };
  return name.startsWith(PREVIOUS) ? namedColumn(name.slice(PREVIOUS.length), columns, shift + 1) : undefined;
}

/** A name without what says which row is meant: for names that no column bears yet. */
export function withoutPrevious(name: string): string {
  return name.startsWith(PREVIOUS) ? withoutPrevious(name.slice(PREVIOUS.length)) : name;
}
