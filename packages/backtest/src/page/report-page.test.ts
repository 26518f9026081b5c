import { CandleColumns } from '@q/brokers';
import { report } from '../report/report.js';
import { runBacktest } from '../run-backtest.js';
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
function dataOf(page: string) {
  const [, text = ''] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page) ?? [];
  return JSON.parse(text) as {
    readonly equity: readonly { readonly time: number; readonly value: number }[];
    readonly drawdown: readonly { readonly value: number }[];
    readonly markets: readonly {
      readonly candles: readonly unknown[];
      readonly markers: readonly { kind: string }[];
    }[];
    readonly profits: readonly number[];
  };
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

test('the charts have the equity of the run, every entry and exit, and times that rise', async () => {
  const { result, page } = await made();
  const data = dataOf(page);
  expect(result.trades.length).toBeGreaterThan(5);
  expect(data.profits).toEqual(result.trades.map(({ netProfit }) => netProfit));
  expect(data.equity.at(-1)?.value).toBe(result.equity.equity.at(-1));
  const [market] = data.markets;
  expect(market?.candles).toHaveLength(rows.length);
  expect(market?.markers.filter(({ kind }) => kind === 'entry')).toHaveLength(result.trades.length);
  expect(market?.markers.filter(({ kind }) => kind === 'exit')).toHaveLength(result.trades.length);
  data.equity.forEach(({ time }, index) => expect(time).toBeGreaterThan(data.equity[index - 1]?.time ?? 0));
  // Drawdown is never above the peak, and as deep as the points of the curve say.
  let peak = -Infinity;
  const deepest = data.equity.reduce((least, { value }) => {
    peak = Math.max(peak, value);
    return Math.min(least, ((value - peak) / peak) * 100);
  }, 0);
  expect(Math.min(...data.drawdown.map(({ value }) => value))).toBeCloseTo(deepest, 10);
  expect(Math.max(...data.drawdown.map(({ value }) => value))).toBeLessThanOrEqual(0);
});

test('page and terminal say the same net profit and trades as the report', async () => {
  const { figures, page } = await made();
  const text = reportText(figures).join('\n');
  const net = Math.abs(figures.equity.netProfit).toLocaleString('en-US', { minimumFractionDigits: 2 });
  expect(page).toContain(`${net} USD`);
  expect(text).toContain(`${net} USD`);
  expect(text).toMatch(new RegExp(`^trades +${figures.trades.count} `, 'm'));
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  expect(text).not.toMatch(/NaN|Infinity|undefined/);
});
