/** Whether a cell holds a decimal number, with a point or a comma. */
export function isNumber(cell: string): boolean {
  return /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i.test(cell);
}
