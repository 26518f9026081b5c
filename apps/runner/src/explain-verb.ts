import type { Metric } from '@q/backtest';
import { findMetrics, METRICS, nearMetrics } from '@q/backtest';
import { PROBLEM_CODES } from '@q/config';
import { nearest } from '@q/trading';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { EXIT_MEANINGS } from './exit-meanings.js';
import type { Output } from './io.js';

/** What is explained: for a terminal, and as JSON. */
interface Explanation {
  readonly lines: readonly string[];
  readonly record: object;
}

const USE =
  'explain needs a code or a figure: qbot explain Q-CFG-003, qbot explain metric sharpe; qbot explain metric lists all';

/** `qbot explain CODE | metric [NAME]`: what an error, an exit code or a figure of a report means. It needs no configuration. */
export function explainVerb({ verb: [, ...words], json }: Arguments, { out }: Output): ExitCode {
  const { lines, record } = explanationOf(words);
  if (json) out(JSON.stringify({ schema_version: 1, ...record }, undefined, 2));
  else lines.forEach(out);
  return EXIT.ok;
}

function explanationOf([first = '', ...others]: readonly string[]): Explanation {
  if (first === '') throw new UsageError(USE);
  if (first === 'metric' || first === 'metrics')
    return others.length === 0 ? allMetrics() : metricsOf(others.join(' '));
  const text = [first, ...others].join(' ');
  const known = codeOf(text) ?? exitCodeOf(text);
  if (known !== undefined) return known;
  if (/^q-?cfg/i.test(text) || /^\d+$/.test(text)) throw new UsageError(unknownCode(text));
  return metricsOf(text);
}

function codeOf(text: string): Explanation | undefined {
  const found = Object.values(PROBLEM_CODES).find(({ code }) => code === text.toUpperCase());
  if (found === undefined) return undefined;
  const { code, meaning, remedy } = found;
  const lines = [`${code}  ${meaning}`, row('to do', remedy), row('exit code', String(EXIT.configuration))];
  return { lines, record: { code, meaning, remedy, exit_code: EXIT.configuration } };
}

function exitCodeOf(text: string): Explanation | undefined {
  const [found] = Object.entries(EXIT_MEANINGS).filter(([code]) => code === text);
  if (found === undefined) return undefined;
  const [code, meaning] = found;
  const more = 'docs/exit-codes.md has examples, and every message with what to do';
  return { lines: [`exit code ${code}  ${meaning}`, row('more', more)], record: { exit_code: Number(code), meaning } };
}

function unknownCode(text: string): string {
  const codes = Object.values(PROBLEM_CODES).map(({ code }) => code);
  const meant = nearest(text.toUpperCase(), codes);
  const all = `codes are ${codes[0]} to ${codes.at(-1) ?? ''} and the exit codes ${Object.keys(EXIT_MEANINGS).join(', ')}`;
  return `unknown code "${text}"${meant === undefined ? '' : `: did you mean ${meant}?`} (${all})`;
}

function allMetrics(): Explanation {
  const width = Math.max(...METRICS.map(({ name }) => name.length));
  return {
    lines: METRICS.map(({ name, label }) => `${name.padEnd(width)}  ${label}`),
    record: { metrics: METRICS.map(metricRow) },
  };
}

/** @throws UsageError naming the nearest figures */
function metricsOf(text: string): Explanation {
  const found = findMetrics(text);
  if (found.length === 0) {
    const near = nearMetrics(text);
    const meant = near.length === 0 ? 'qbot explain metric lists all' : `did you mean ${near.join(', ')}?`;
    throw new UsageError(`unknown figure "${text}": ${meant}`);
  }
  return {
    lines: found.flatMap((metric, at) => [...(at === 0 ? [] : ['']), ...metricLines(metric)]),
    record: { metrics: found.map(metricRow) },
  };
}

function metricLines(metric: Metric): readonly string[] {
  const { name, label, definition, unit, formula, caution } = metric;
  return [
    `${name}  ${label}`,
    row('what', definition),
    row('unit', unit),
    row('formula', formula),
    row('needs', metric.sample ?? 'any run has it'),
    row('source', metric.source ?? 'our own'),
    ...(caution === undefined ? [] : [row('misread', caution)]),
  ];
}

function metricRow({ name, label, definition, unit, formula, sample, source, caution }: Metric): object {
  const what = { name, label, definition, unit, formula };
  return { ...what, sample: sample ?? null, source: source ?? null, caution: caution ?? null };
}

function row(name: string, text: string): string {
  return `${name.padEnd(10)} ${text}`;
}
