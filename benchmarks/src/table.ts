import type { BenchRow } from './bench-row.js';

/** One group of figures as a person reads them. */
export function tableOf(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => [row.name, figure(row.value), row.unit, verdict(row), row.note ?? '']);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [`\n${rows[0]?.group ?? ''}`, ...text.map((line) => `  ${line}`)].join('\n');
}

function figure(value: number): string {
  if (value >= 1_000) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(3);
}

function verdict({ target }: BenchRow): string {
  return target === undefined ? '' : `${target.text} ${target.met ? 'met' : 'MISSED'}`;
}
