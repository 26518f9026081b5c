import type { Column } from '@q/events';
import { numericValue } from './comparison.js';
import type { Condition } from './strategy-schema.js';

const ORDERING: readonly Condition['operator'][] = ['>', '>=', '<', '<='];

/** Whether a column can hold a value; texts that are put in order need not be one of its own. */
export function canBe(signal: Column, value: unknown, operator: Condition['operator']): boolean {
  if (signal.kind === 'number' && typeof value === 'boolean') return false;
  if (signal.kind !== 'text') return numericValue(value, signal) !== undefined;
  if (typeof value !== 'string') return false;
  return (
    ORDERING.includes(operator) || (signal.values ?? []).some((text) => text.toLowerCase() === value.toLowerCase())
  );
}

/** Whether two columns have something in common: numbers and flags have, texts where a word is in both. */
export function isComparable(signal: Column, other: Column): boolean {
  if (signal.kind !== 'text' || other.kind !== 'text') return signal.kind !== 'text' && other.kind !== 'text';
  return (signal.values ?? []).some((text) => other.values?.includes(text) === true);
}
