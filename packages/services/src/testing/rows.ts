import { IndicatorRow, RowSchema } from '@q/events';

const SCHEMA = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'signal', kind: 'number' },
]);

/** A row of two columns: the close, and a number that test strategies look at. */
export function rowOf(
  closeTime: number,
  { close = 100, signal = 0 }: { readonly close?: number; readonly signal?: number },
): IndicatorRow {
  return new IndicatorRow(SCHEMA, [close, signal], closeTime);
}
