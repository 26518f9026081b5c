import type { ConfigProblem } from './config-problem.js';

export interface FormatOptions {
  readonly color: boolean;
  /** The text of a file that a problem names, where it is known. */
  readonly source: (file: string) => string | undefined;
}

/** Renders problems for a person: what, where, the lines of the file, and what to write instead. */
export function formatProblems(problems: readonly ConfigProblem[], options: FormatOptions): string {
  const count = `${problems.length} ${problems.length === 1 ? 'error' : 'errors'}`;
  return [...problems.map((problem) => formatProblem(problem, options)), `  ${count} · nothing was started`].join('\n');
}

function formatProblem(problem: ConfigProblem, { color, source }: FormatOptions): string {
  const paint = color ? colors : plain;
  const lines = [`${paint.wrong('✖')} ${paint.strong(problem.code)}  ${printable(problem.message)}`];
  const place = placeOf(problem);
  if (place !== undefined) lines.push(`  ${place}`);
  const text = problem.file === undefined ? undefined : source(problem.file);
  const hint = problem.suggestion === undefined ? '' : `did you mean ${printable(problem.suggestion)}?`;
  const excerpt = text === undefined ? [] : excerptOf(problem, text, paint, hint);
  if (excerpt.length > 0) lines.push(...excerpt);
  else if (hint !== '') lines.push(`  ${paint.hint(hint)}`);
  if (problem.allowed !== undefined) lines.push(`  ${problem.allowed}`);
  return lines.join('\n');
}

function placeOf({ file, line, column, source }: ConfigProblem): string | undefined {
  if (source !== undefined) return source;
  if (file === undefined) return undefined;
  return line === undefined ? file : `${file}:${line}:${column ?? 1}`;
}

/** The line before, the line, and a mark under what is wrong. */
function excerptOf(problem: ConfigProblem, text: string, paint: typeof colors, hint: string): string[] {
  const { line, column = 1, length = 1 } = problem;
  const rows = text.split(/\r\n|\n|\r/);
  const wrong = line === undefined ? undefined : rows[line - 1];
  if (line === undefined || wrong === undefined || wrong.trim() === '') return [];
  const numbered = (row: number) => `  ${String(row).padStart(3)} │ ${printable(rows[row - 1] ?? '').slice(0, 160)}`;
  const before = line > 1 ? [numbered(line - 1)] : [];
  const mark = `      │ ${' '.repeat(column - 1)}${paint.wrong('^'.repeat(Math.max(1, length)))} ${paint.hint(hint)}`;
  return [...before, numbered(line), mark.trimEnd()];
}

/** Text of a file may hold control characters, which a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

const plain = { wrong: (text: string) => text, strong: (text: string) => text, hint: (text: string) => text };
const colors: typeof plain = {
  wrong: (text) => `\u001b[31m${text}\u001b[39m`,
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  hint: (text) => (text === '' ? '' : `\u001b[36m${text}\u001b[39m`),
};
