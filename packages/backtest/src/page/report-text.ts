import type { Report } from '../report/report.js';
import { duration, estimated, instant, money, percent, plain, share, shareOf, signedMoney } from './figure-text.js';

/** The report as a terminal shows it. */
export function reportText(report: Report): readonly string[] {
  const { period, equity, drawdown, ratios, trades, benchmark, costs, tables, currency } = report;
  const rows: readonly (readonly [string, string])[] = [
    [
      'period',
      `${instant(period.startedAt)} to ${instant(period.endedAt)} UTC, ${plain(period.bars, 0)} bars, coverage ${percent(period.coveragePercent)}`,
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
  ];
  return [
    ...rows.map(([name, text]) => `${name.padEnd(10)} ${text}`),
    '',
    ...table(
      'EXITS',
      ['n', 'won', 'net'],
      tables.byReason.map(({ name, trades: count, won, netProfit }) => [
        name,
        String(count),
        String(won),
        signedMoney(netProfit),
      ]),
    ),
    ...(tables.gates.length === 0
      ? []
      : [
          '',
          ...table(
            'GATES THAT BLOCKED ENTRIES',
            ['n'],
            tables.gates.map(({ reason, denied }) => [reason, String(denied)]),
          ),
        ]),
  ];
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [[title, ...heads], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
