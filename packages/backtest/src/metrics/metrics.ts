import { snakeCase } from '../report/snake-case.js';
import { BENCHMARK_METRICS, COST_METRICS, EQUITY_METRICS, EXPOSURE_METRICS } from './equity-metrics.js';
import type { MetricText } from './metric.js';
import { LEDGER_METRICS, PERIOD_METRICS } from './period-metrics.js';
import { DRAWDOWN_METRICS, RATIO_METRICS, RISK_METRICS } from './risk-metrics.js';
import { SEARCH_METRICS } from './search-metrics.js';
import { GATE_METRICS, GROUP_METRICS, MONTH_METRICS, ORDER_METRICS } from './table-metrics.js';
import { TRADE_METRICS } from './trade-metrics.js';

/** A figure with its name. */
export interface Metric extends MetricText {
  /** Where it stands in `report.json`: `ratios.sharpe`; of a table `tables.by_month.return_percent`. */
  readonly name: string;
}

const GROUPS: Readonly<Record<string, Readonly<Record<string, MetricText>>>> = {
  period: PERIOD_METRICS,
  equity: EQUITY_METRICS,
  exposure: EXPOSURE_METRICS,
  costs: COST_METRICS,
  drawdown: DRAWDOWN_METRICS,
  risk: RISK_METRICS,
  ratios: RATIO_METRICS,
  trades: TRADE_METRICS,
  orders: ORDER_METRICS,
  benchmark: BENCHMARK_METRICS,
  'tables.by_reason': GROUP_METRICS,
  'tables.by_strategy': GROUP_METRICS,
  'tables.by_symbol': GROUP_METRICS,
  'tables.by_month': MONTH_METRICS,
  'tables.gates': GATE_METRICS,
  data: LEDGER_METRICS,
  search: SEARCH_METRICS,
};

/** Every figure of a report, and those of a search (`search.`), in the order of the report. */
export const METRICS: readonly Metric[] = Object.entries(GROUPS).flatMap(([group, metrics]) =>
  Object.entries(metrics).map(([key, text]) => ({ name: `${group}.${snakeCase(key)}`, ...text })),
);

/** Figures by a name, whole or its last part, by label, or by another name that is usual: `ratios.sharpe`, `sharpe`, `Sharpe ratio`. */
export function findMetrics(text: string): readonly Metric[] {
  const asked = plain(text);
  const whole = METRICS.filter(({ name }) => plain(name) === asked);
  if (whole.length > 0) return whole;
  const called = METRICS.filter((metric) => callsOf(metric).includes(asked));
  // A figure of the whole run stands for those of its tables and symbols, which are the same of a part.
  const ofRun = called.filter(({ name }) => !/^(tables|data)\./.test(name));
  return ofRun.length > 0 ? ofRun : called;
}

/** All that a figure may be called, as `findMetrics` compares it. */
export function callsOf({ name, label, row = label, card = label, also = [] }: Metric): readonly string[] {
  return [name.slice(name.lastIndexOf('.') + 1), label, row, card, ...also].map(plain);
}

/** In small letters; blanks and dashes are as underscores. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');
}
