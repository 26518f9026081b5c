import type { Report } from '../report/report.js';
import type { TradeGroup } from '../report/tables.js';
import { duration, estimated, instant, money, percent, plain, share, shareOf, signedMoney } from './figure-text.js';

/** The report as a terminal shows it. */
export function reportText(report: Report): readonly string[] {
  return [...figureRows(report).map(([name, text]) => `${name.padEnd(10)} ${text}`), ...tables(report)];
}

function figureRows(report: Report): readonly (readonly [name: string, text: string])[] {
  const { period, equity, drawdown, ratios, trades, benchmark, costs, orders, currency } = report;
  return [
    [
      'period',
      `${instant(period.startedAt)} to ${instant(period.endedAt)} UTC, ${plain(period.bars, 0)} bars, ${plain(period.warmUpBars, 0)} of warm-up`,
    ],
    [
      'data',
      `coverage ${percent(period.coveragePercent)}, ${plain(period.gapBars, 0)} bars missing in ${plain(period.gaps, 0)} gaps`,
    ],
    [
      'net',
      `${signedMoney(equity.netProfit)} ${currency} (${percent(equity.netProfitPercent)}), buy and hold ${percent(benchmark.buyAndHoldPercent)}`,
    ],
    [
      'drawdown',
      `${percent(drawdown.maxPercent)}, ${money(drawdown.maxAmount)} ${currency}, ${duration(drawdown.durationMs)}`,
    ],
    [
      'trades',
      `${trades.count} (${plain(trades.perDay, 1)} a day), win rate ${estimated(trades.winRate, share)}, payoff ${plain(trades.payoffRatio)}`,
    ],
    ['profit', `factor ${estimated(trades.profitFactor)}, expectancy ${estimated(trades.expectancy, money)}`],
    ['sharpe', estimated(ratios.sharpe)],
    ['sortino', estimated(ratios.sortino)],
    ['calmar', plain(ratios.calmar)],
    [
      'costs',
      `${money(costs.commissions)} ${currency} of commission, ${shareOf(costs.sharePercent, 'what was earned')}`,
    ],
    [
      'orders',
      `${plain(orders.placed, 0)} placed, ${plain(orders.partialFills, 0)} partial fills, ${plain(orders.canceled, 0)} canceled, ${plain(orders.rejected, 0)} rejected, ${plain(orders.denied, 0)} denied`,
    ],
  ];
}

/** Where the result comes from; a table without rows is left out. */
function tables({ tables: { byReason, byStrategy, bySymbol, byMonth, gates }, data }: Report): readonly string[] {
  const months = byMonth.map(({ month, trades, netProfit, returnPercent }) => [
    month,
    String(trades),
    signedMoney(netProfit),
    percent(returnPercent),
  ]);
  const blocked = gates.map(({ reason, denied, sharePercent }) => [reason, String(denied), percent(sharePercent, 1)]);
  const flaws = data.flatMap(({ symbol, flaws: found }) =>
    found.map(({ kind, rows, effect }) => [`${symbol} ${kind}`, String(rows), effect]),
  );
  return [
    ...groupTable('EXITS', byReason),
    ...groupTable('STRATEGIES', byStrategy),
    ...groupTable('SYMBOLS', bySymbol),
    ...table('MONTHS', ['n', 'equity', 'return'], months),
    ...table('GATES THAT BLOCKED ENTRIES', ['n', 'share'], blocked),
    ...table('FOUND IN THE DATA', ['rows', ''], flaws),
  ];
}

function groupTable(title: string, groups: readonly TradeGroup[]): readonly string[] {
  const rows = groups.map(({ name, trades, won, netProfit }) => [
    name,
    String(trades),
    String(won),
    signedMoney(netProfit),
  ]);
  return table(title, ['n', 'won', 'net'], rows);
}

/** Columns side by side below an empty line, the first to the left, the others to the right. */
function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const all = [[title, ...heads], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = all.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return ['', ...lines];
}
