/** One measured figure. */
export interface BenchRow {
  readonly group: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  /** What the project asks of it. */
  readonly target?: Target;
}

export interface Target {
  readonly text: string;
  readonly met: boolean;
}

/** A row whose value must stay below a limit. */
export function below(row: BenchRow, limit: number): BenchRow {
  return { ...row, target: { text: `< ${limit}`, met: row.value < limit } };
}

/** A row whose value must reach a limit. */
export function atLeast(row: BenchRow, limit: number): BenchRow {
  return { ...row, target: { text: `>= ${limit}`, met: row.value >= limit } };
}
