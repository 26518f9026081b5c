import type { DoctorRow } from './finding.js';

export type DoctorCounts = Readonly<Record<DoctorRow['status'], number>>;

export function doctorCounts(rows: readonly DoctorRow[]): DoctorCounts {
  const count = (status: DoctorRow['status']): number => rows.filter((row) => row.status === status).length;
  return { ok: count('ok'), warn: count('warn'), fail: count('fail'), skip: count('skip') };
}

/** The diagnosis as a person reads it: a line for each finding, under it what to do, at the end the sum. */
export function doctorLines(rows: readonly DoctorRow[]): readonly string[] {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.flatMap((row) => {
    const { name, status, text } = row;
    const mend = 'mend' in row ? [`${' '.repeat(width + 7)}-> ${printable(row.mend)}`] : [];
    return [`${name.padEnd(width)}  ${status.padEnd(4)} ${printable(text)}`, ...mend];
  });
  return [...lines, sumOf(doctorCounts(rows))];
}

function sumOf({ ok, warn, fail }: DoctorCounts): string {
  return fail + warn === 0 ? `all is well: ${ok} ok` : `${fail} fail, ${warn} warn, ${ok} ok`;
}

/** What others wrote, such as names of files, may hold control characters, which a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
