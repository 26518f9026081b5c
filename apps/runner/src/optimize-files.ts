import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BacktestResult, Report, TrialRecord } from '@q/backtest';
import { isNotAvailable, reportPage, reportToJson, tradesToCsv } from '@q/backtest';
import type { RecordedSeries } from './recorded-market.js';

export interface ReportedSearch {
  readonly folder: string;
  readonly title: string;
  readonly result: BacktestResult;
  readonly report: Report;
  readonly market: Readonly<Record<string, RecordedSeries>>;
  readonly chartLibrary: URL | undefined;
}

/** Report, trades and a page of charts, as a backtest leaves them. @returns what a person looks at first */
export function writeSearchReport({ folder, title, result, report, market, chartLibrary }: ReportedSearch): string {
  writeFileSync(join(folder, 'report.json'), `${reportToJson(report)}\n`);
  writeFileSync(join(folder, 'trades.csv'), tradesToCsv(result));
  if (chartLibrary === undefined) return folder;
  const page = join(folder, 'report.html');
  const columns = Object.fromEntries(Object.entries(market).map(([symbol, { candles }]) => [symbol, candles]));
  const script = readFileSync(chartLibrary, 'utf8');
  writeFileSync(page, reportPage({ title, report, result, market: columns, chartLibrary: script }));
  return page;
}

/** The trials in the order that they are given in, a column for every parameter and figure; what is not available is empty. CSV as in RFC 4180. */
export function trialsToCsv(trials: readonly TrialRecord[]): string {
  const paths = [...new Set(trials.flatMap(({ parameters }) => Object.keys(parameters)))];
  const figures = Object.keys(trials.find((one) => one.figures !== undefined)?.figures ?? {});
  const rows = trials.map(({ candidate, objective, parameters, figures: own = {}, error = '' }, rank) => [
    rank + 1,
    candidate,
    objective,
    ...paths.map((path) => parameters[path]),
    ...figures.map((name) => (own as Readonly<Record<string, unknown>>)[name]),
    error,
  ]);
  return [['rank', 'candidate', 'objective', ...paths, ...figures, 'error'], ...rows]
    .map((row) => `${row.map(cell).join(',')}\r\n`)
    .join('');
}

function cell(value: unknown): string {
  if (value === undefined || isNotAvailable(value)) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
