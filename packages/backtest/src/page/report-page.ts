import type { CandleColumns } from '@q/brokers';
import { dataWarnings } from '../data-ledger/data-warnings.js';
import type { Report } from '../report/report.js';
import type { TradeGroup } from '../report/tables.js';
import type { BacktestResult } from '../run-backtest.js';
import { candleSection } from './candle-section.js';
import { chartData } from './chart-data.js';
import { dataSection } from './data-section.js';
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
  const { tables, currency, benchmark, notes } = report;
  const profits = result.trades.map(({ netProfit }) => netProfit);
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
<header><div><h1>${escaped(title)}</h1>
<div class="about">${about(report, result)}</div></div>
<button type="button" id="theme">Light / dark</button></header>
<noscript><p class="note">The charts and the list of trades are drawn by a script of this page, which the browser does not run.</p></noscript>
${warnings(result)}
<section class="cards">${headline(report).map(card).join('')}</section>
<h2>Equity and drawdown</h2>
<div class="tools"><button type="button" id="equity-reset">Reset view</button></div>
<div id="equity-values" class="values"></div>
<div id="equity" class="chart curves" tabindex="0" role="img" aria-label="equity against buying and holding, and drawdown; arrow keys move, plus and minus zoom, 0 shows all"></div>
<div class="legend"><span><i style="background:var(--accent)"></i>equity, ${escaped(currency)}</span><span><i style="background:var(--held)"></i>buy and hold ${escaped(benchmark.symbol)}</span><span><i style="background:var(--down)"></i>drawdown, percent</span></div>
${candleSection(data.markets.map(({ symbol }) => symbol))}
<h2>Months</h2>
<div class="wide">${heatMap(tables.byMonth)}</div>
<h2>Trades by net profit</h2>
${distribution(profits, currency)}
<h2>Figures</h2>
<section class="groups">${figureGroups(report)
    .map(({ title: name, rows }) => `<div>${tableOf([name, ''], rows)}</div>`)
    .join('')}</section>
<h2>Where the result comes from</h2>
<section class="groups">${groupTables(tables)}</section>
<h2>Data</h2>
${dataSection(report.data)}
<footer>${notes.map((note) => `<div>${escaped(note)}</div>`).join('')}<div>Charts by TradingView Lightweight Charts, Apache License 2.0.</div></footer>
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script>${chartLibrary.replaceAll('</script', '<\\/script')}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function about({ period, tables }: Report, { config }: BacktestResult): string {
  const strategies = tables.byStrategy.map(({ name }) => name).join(', ');
  const symbols = escaped(config.trading.symbols.join(', '));
  return `${symbols} · ${instant(period.startedAt)} to ${instant(period.endedAt)} UTC${strategies === '' ? '' : ` · ${escaped(strategies)}`}`;
}

/** What a reader has to know before the figures. */
function warnings({ data, haltedBecause }: BacktestResult): string {
  const all = [...(haltedBecause === undefined ? [] : [`halted: ${haltedBecause}`]), ...dataWarnings(data)];
  return all.length === 0 ? '' : `<ul class="warnings">${all.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul>`;
}

function card([name, text, detail]: readonly [string, string, string]): string {
  return `<div class="card"><span>${escaped(name)}</span><b>${escaped(text)}</b><span>${escaped(detail)}</span></div>`;
}

function groupTables({ byReason, byStrategy, bySymbol, byMonth, gates }: Report['tables']): string {
  const months = byMonth.map(({ month, trades, netProfit, returnPercent }) => [
    month,
    String(trades),
    signedMoney(netProfit),
    percent(returnPercent),
  ]);
  const blocked = gates.map(({ reason, denied, sharePercent }) => [reason, String(denied), percent(sharePercent, 1)]);
  return [
    groupTable('Exit reason', byReason),
    groupTable('Strategy', byStrategy),
    groupTable('Symbol', bySymbol),
    tableOf(['Month', 'trades', 'equity', 'return'], months),
    tableOf(['Gates that blocked entries', 'denied', 'share'], blocked),
  ]
    .map((table) => `<div>${table}</div>`)
    .join('');
}

function groupTable(name: string, rows: readonly TradeGroup[]): string {
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
