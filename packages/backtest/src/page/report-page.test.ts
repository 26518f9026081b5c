import { CandleColumns } from '@q/brokers';
import { report } from '../report/report.js';
import { runBacktest } from '../run-backtest.js';
import type { ChartData } from './chart-data.js';
import { PAGE_SCRIPT } from './page-script.js';
import { reportPage } from './report-page.js';
import { reportText } from './report-text.js';

const MINUTE_MS = 60_000;
const START = Date.UTC(2025, 0, 6);

/** A wave with a drift: it crosses its own average again and again. */
const rows = Array.from({ length: 3_000 }, (_, index) => {
  const at = (place: number): number => Math.round((100 + 5 * Math.sin(place / 40) + place / 500) * 100) / 100;
  const [open, close] = [at(index), at(index + 1)];
  const [high, low] = [Math.max(open, close), Math.min(open, close)];
  return { openTime: START + index * MINUTE_MS, open, high, low, close, volume: 1 };
});

const strategy = {
  name: 'cross <b>&"bold"</b>',
  timeframes: ['1'],
  entry: { long: { conditions: [{ signal: 'close', operator: 'crosses_above', value: 'sma', timeframe: '1' }] } },
  exit: { long: { conditions: [{ signal: 'close', operator: 'crosses_below', value: 'sma', timeframe: '1' }] } },
  risk: { position_sizing: { type: 'fixed', value: 1 } },
} as const;

async function made() {
  const market = { BTCUSD: CandleColumns.of(rows) };
  const result = await runBacktest({
    config: {
      trading: { symbols: ['BTCUSD'], timeframes: ['1'] },
      indicators: { inline: { BTCUSD: { '1': { sma: { period: 30 } } } } },
    },
    candles: market,
    strategies: { BTCUSD: [strategy] },
  });
  const figures = report(result, { BTCUSD: { periodMs: MINUTE_MS, candles: rows } });
  const chartLibrary = 'window.LightweightCharts = "</script><script>"';
  return { result, figures, page: reportPage({ title: 'Test & run', report: figures, result, market, chartLibrary }) };
}

/** What the page draws its charts from. */
function dataOf(page: string): ChartData {
  const [, text = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(text) as ChartData;
}

test('the page asks nobody for anything: no address in an attribute, no import, no style sheet', async () => {
  const { page } = await made();
  expect(page).not.toMatch(/(src|href)="(?!data:)/);
  expect(page).not.toMatch(/@import|url\(|fetch\(|XMLHttpRequest/);
});

test('names and scripts cannot break out of their places', async () => {
  const { page } = await made();
  expect(page).not.toContain('<b>&"bold"</b>');
  expect(page).toContain('cross &#60;b&#62;&#38;&#34;bold&#34;&#60;/b&#62;');
  expect(page).toContain('<title>Test &#38; run</title>');
  // The library's own closing tag would have ended its script.
  expect(page.match(/<\/script>/g)).toHaveLength(3);
});

test('the charts have the equity of the run, every trade, and times that rise', async () => {
  const { result, page } = await made();
  const data = dataOf(page);
  expect(result.trades.length).toBeGreaterThan(5);
  expect(data.trades.map(({ net }) => net)).toEqual(result.trades.map(({ netProfit }) => netProfit));
  expect(data.tradeCount).toBe(result.trades.length);
  expect(data.equity.value.at(-1)).toBeCloseTo(result.equity.equity.at(-1) ?? NaN, 4);
  expect(data.markets[0]?.overview.time).toHaveLength(rows.length);
  expect(data.markets[0]?.windows).toHaveLength(result.trades.length);
  for (const { time } of [data.equity, data.drawdown, data.buyAndHold])
    time.forEach((at, index) => expect(at).toBeGreaterThan(time[index - 1] ?? 0));
});

test('each trade is listed with its swap, which is 0 where nothing was carried', async () => {
  const { result, figures } = await made();
  const trades = result.trades.map((trade, index) => (index === 1 ? { ...trade, swap: -3.9 } : trade));
  const market = { BTCUSD: CandleColumns.of(rows) };
  const page = reportPage({
    title: 'Swaps',
    report: figures,
    result: { ...result, trades },
    market,
    chartLibrary: '',
  });
  expect(
    dataOf(page)
      .trades.slice(0, 3)
      .map(({ swap }) => swap),
  ).toEqual([0, -3.9, 0]);
  expect(page).toContain('<th>swap</th><th>net profit</th>');
  expect(PAGE_SCRIPT).toContain('signed(trade.swap), signed(trade.net)]');
});

test('the deepest drawdown of the report is on the chart', async () => {
  const { figures, page } = await made();
  const { drawdown } = dataOf(page);
  expect(-Math.min(...drawdown.value)).toBeCloseTo(Number(figures.drawdown.maxPercent), 4);
  expect(Math.max(...drawdown.value)).toBeLessThanOrEqual(0);
});

test('the indicator that the strategy reads is drawn among the candles', async () => {
  const { page } = await made();
  expect(dataOf(page).markets[0]?.lines).toEqual([{ name: 'sma', timeframe: '1', pane: 0 }]);
});

test('two pages of one run are the same, byte for byte', async () => {
  expect((await made()).page).toBe((await made()).page);
});

test('the tables of the page are those of the report, data included', async () => {
  const { page, figures } = await made();
  for (const head of [
    'Exit reason',
    'Strategy',
    'Symbol',
    'Month',
    'Gates that blocked entries',
    'partial higher candles',
  ])
    expect(page).toContain(`<th>${head}</th>`);
  const text = reportText(figures).join('\n');
  for (const head of ['EXITS', 'STRATEGIES', 'SYMBOLS', 'MONTHS']) expect(text).toMatch(new RegExp(`^${head} `, 'm'));
});

test('every element that the script asks for is on the page', async () => {
  const { page } = await made();
  const asked = [...PAGE_SCRIPT.matchAll(/element\('([a-z-]+)'\)/g)].map(([, id]) => id);
  expect(asked.length).toBeGreaterThan(10);
  for (const id of asked) expect(page).toContain(`id="${id}"`);
});

test('what is wrong with the data stands above the figures', async () => {
  const twice = [...rows.slice(0, 10), ...rows.slice(9)];
  const result = await runBacktest({
    config: { trading: { symbols: ['BTCUSD'], timeframes: ['1'] } },
    candles: { BTCUSD: twice },
  });
  const figures = report(result, { BTCUSD: { periodMs: MINUTE_MS, candles: twice } });
  const market = { BTCUSD: CandleColumns.of(twice) };
  const page = reportPage({ title: 'Twice', report: figures, result, market, chartLibrary: '' });
  expect(page).toMatch(/<ul class="warnings"><li>data of BTCUSD: duplicate in 1 row, left out/);
  expect(reportText(figures).join('\n')).toMatch(/^BTCUSD duplicate +1 +left out$/m);
  expect(dataOf(page).markets[0]?.overview.time).toHaveLength(rows.length);
});

test('page and terminal say the same net profit and trades as the report', async () => {
  const { figures, page } = await made();
  const text = reportText(figures).join('\n');
  const net = Math.abs(figures.equity.netProfit).toLocaleString('en-US', { minimumFractionDigits: 2 });
  expect(page).toContain(`${net} USD`);
  expect(text).toContain(`${net} USD`);
  expect(text).toMatch(new RegExp(`^trades +${figures.trades.count} `, 'm'));
  const [markup = ''] = page.split('<script>', 1);
  expect(markup).toContain('id="data"');
  expect(markup).not.toMatch(/NaN|Infinity|undefined/);
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
});
