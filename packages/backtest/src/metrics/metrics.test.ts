import { OBJECTIVES } from '@q/config';
import { report } from '../report/report.js';
import { reportToRecord } from '../report/report-json.js';
import { dailyCandles } from '../report/testing/market.js';
import { DAY_MS, denialOf, MONDAY, resultOf, tradeOf } from '../report/testing/hand-made.js';
import { findMetrics, METRICS } from './metrics.js';

const names = METRICS.map(({ name }) => name);

/** Paths of the values of a record; of a list those of its items, of a figure with parts its own. */
function paths(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => paths(one, path));
  if (typeof value !== 'object' || value === null) return [path];
  if ('na' in value || 'interval' in value || 'date' in value) return [path];
  return Object.entries(value).flatMap(([key, one]) => paths(one, path === '' ? key : `${path}.${key}`));
}

test('every figure of a report has its text, under its name in the file', () => {
  const closes = [1.1, 1.2, 1.1, 1.3, 1.2];
  const market = { EURUSD: { periodMs: DAY_MS, candles: dailyCandles(MONDAY, closes) } };
  const trades = [tradeOf(10), tradeOf(-5)];
  const result = resultOf({ trades, more: { denials: [denialOf('max_positions')], haltedBecause: 'a limit' } });
  const found = new Set(paths(reportToRecord(report(result, market)), ''));
  // What is no figure: names, places, and the words of flaws and notes.
  const isName = (path: string): boolean =>
    /^(schema_version|currency|notes|tables\.by_(reason|strategy|symbol)\.name)$/.test(path) ||
    /^data\.(symbol|timeframe|starts_at|ends_at|longest_gaps|flaws|higher)/.test(path);
  const figures = [...found].filter((path) => !isName(path));
  expect(figures.length).toBeGreaterThan(80);
  expect(figures.filter((path) => !names.includes(path))).toEqual([]);
  expect(names.filter((name) => !name.startsWith('search.') && !found.has(name))).toEqual([]);
});

test('texts are sentences, and all that a person needs is there', () => {
  for (const { name, label, unit, definition, formula } of METRICS) {
    expect([name, label, unit, formula].filter((text) => text.trim() === '')).toEqual([]);
    expect(definition).toMatch(/^[A-Z].*\.$/);
  }
});

test('every objective of a search is found by its name', () => {
  expect(OBJECTIVES.filter((name) => findMetrics(name).length !== 1)).toEqual([]);
});

test.each([
  ['sharpe', ['ratios.sharpe']],
  ['ratios.sharpe', ['ratios.sharpe']],
  ['Sharpe ratio', ['ratios.sharpe']],
  ['SHARPE-RATIO', ['ratios.sharpe']],
  ['mae', ['trades.adverse_amount']],
  ['max_drawdown_percent', ['drawdown.max_percent']],
  ['net_profit', ['equity.net_profit']],
  ['Commissions', ['costs.commissions']],
  ['tables.by_month.net_profit', ['tables.by_month.net_profit']],
  ['return_percent', ['tables.by_month.return_percent']],
  ['duration_ms', ['period.duration_ms', 'drawdown.duration_ms']],
  ['win_rate', ['trades.win_rate']],
  ['deflated_sharpe', ['search.deflated_sharpe']],
  ['nothing', []],
])('%s is %j', (text, found) => {
  expect(findMetrics(text).map(({ name }) => name)).toEqual(found);
});
