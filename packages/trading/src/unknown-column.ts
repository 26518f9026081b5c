import type { Column } from '@q/events';
import { defaultInstanceOf, editDistance, indicatorNames, nearest } from '@q/indicators';
import { withoutPrevious } from './named-column.js';

export interface UnknownColumn {
  readonly message: string;
  /** How the column can be had; empty where nothing is known of it. */
  readonly hint: string;
  readonly suggestion: string | undefined;
}

/** What to say of a column that a timeframe does not have. */
export function unknownColumn(column: string, timeframe: string, columns: readonly Column[]): UnknownColumn {
  const names = columns.map(({ name }) => name);
  const hint = hintOf(withoutPrevious(column));
  return {
    message: `there is no column "${column}" on timeframe ${timeframe}; there are: ${names.join(', ')}${hint}`,
    hint,
    suggestion: nearest(column, names) ?? misspeltIndicator(column),
  };
}

/** A column that speaks of an indicator, but not of its defaults, has to be configured. */
function hintOf(column: string): string {
  const found = defaultInstanceOf(column);
  if (found === undefined) return '';
  if (found.columns.some(({ name }) => name === column)) return '';
  if (found.columns.length === 0) return `; the indicator ${found.name} has to be configured with ${found.parameters}`;
  const given = found.columns.map(({ name }) => name).join(', ');
  return `; the indicator ${found.name} gives ${given}, another name has to be configured with its parameters`;
}

/** `rsii` is `rsi`: an indicator that would be there if it were spelt so. Of a short name most must be right. */
function misspeltIndicator(column: string): string | undefined {
  const found = nearest(column, indicatorNames());
  if (found === undefined || editDistance(column, found) * 3 > column.length) return undefined;
  return defaultInstanceOf(found)?.columns.some(({ name }) => name === found) === true ? found : undefined;
}
