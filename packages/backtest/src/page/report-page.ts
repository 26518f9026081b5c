import type { CandleColumns } from '@q/brokers';
import type { Report } from '../report/report.js';
import type { BacktestResult } from '../run-backtest.js';
import { chartData } from './chart-data.js';
import { distribution, escaped, heatMap, tableOf } from './page-parts.js';
import { figureGroups, headline } from './figure-groups.js';
import { instant, percent, signedMoney } from './figure-text.js';
import { PAGE_SCRIPT } from './page-script.js';
import { PAGE_STYLE } from './page-style.js';

export interface PageParts {
  readonly title: string;
  readonly report: Report;
  readonly result: BacktestResult;
  /** Base candles by symbol. */
  readonly market: Readonly<Record<string, CandleColumns>>;
  /** The standalone script of lightweight-charts 5, which becomes a part of the page. */
  readonly chartLibrary: string;
}

/** One page of HTML with everything in it: no file beside it, no request to anywhere. */
export function reportPage({ title, report, result, market, chartLibrary }: PageParts): string {
  const data = chartData(result, market);
  const { period, tables, currency } = report;
  const strategies = tables.byStrategy.map(({ name }) => name).join(', ');
  const head = `${escaped(result.config.trading.symbols.join(', '))} · ${instant(period.startedAt)} to ${instant(period.endedAt)} UTC${strategies === '' ? '' : ` · ${escaped(strategies)}`}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<div class="about">${head}</div>
<section class="cards">${headline(report).map(card).join('')}</section>
<h2>Equity</h2>
<div class="legend"><span><i style="background:var(--accent)"></i>equity, ${currency}</span><span><i style="background:var(--soft)"></i>buy and hold ${escaped(report.benchmark.symbol)}</span></div>
<div id="equity" class="chart tall"></div>
<h2>Drawdown</h2>
<div id="drawdown" class="chart low"></div>
${data.markets.map(({ symbol }, index) => `<h2>${escaped(symbol)}</h2>\n<div id="market-${index}" class="chart tall"></div>`).join('\n')}
<h2>Months</h2>
${heatMap(tables.byMonth)}
<h2>Trades by net profit</h2>
${distribution(data.profits, currency)}
<h2>Figures</h2>
<section class="groups">${figureGroups(report)
    .map(({ title: name, rows }) => `<div>${tableOf([name, ''], rows)}</div>`)
    .join('')}</section>
<h2>Where the result comes from</h2>
<section class="groups">${(
    [
      ['Exit reason', tables.byReason],
      ['Strategy', tables.byStrategy],
      ['Symbol', tables.bySymbol],
    ] as const
  )
    .map(([name, rows]) => `<div>${groupTable(name, rows)}</div>`)
    .join('')}
<div>${tableOf(
    ['Gates that blocked entries', 'denied', 'share'],
    tables.gates.map(({ reason, denied, sharePercent }) => [reason, String(denied), percent(sharePercent, 1)]),
  )}</div></section>
<footer>${report.notes.map((note) => `<div>${escaped(note)}</div>`).join('')}<div>Charts by TradingView Lightweight Charts, Apache License 2.0.</div></footer>
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script>${chartLibrary.replaceAll('</script', '<\\/script')}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function card([name, text, detail]: readonly [string, string, string]): string {
  return `<div class="card"><span>${escaped(name)}</span><b>${escaped(text)}</b><span>${escaped(detail)}</span></div>`;
}

function groupTable(name: string, rows: Report['tables']['bySymbol'] | Report['tables']['byReason']): string {
  return tableOf(
    [name, 'trades', 'won', 'net profit'],
    rows.map(({ name: row, trades, winRate, netProfit }) => [
      row,
      String(trades),
      percent(winRate * 100, 1),
      signedMoney(netProfit),
    ]),
  );
}
