import { readFileSync } from 'node:fs';
import { BenchFolder } from '../testing/bench-folder.js';

const folder = new BenchFolder();
afterAll(() => folder.remove());

/** Ten minutes of candles around a price that rises by a tick each. */
function rows(middle: number, without?: number): string {
  const lines = Array.from({ length: 10 }, (_, minute) => {
    const price = ((middle + minute) / 1e5).toFixed(5);
    return `2025-01-06 08:0${minute},${price},${price},${price},${price}`;
  });
  return ['time,open,high,low,close', ...lines.filter((_, minute) => minute !== without), ''].join('\n');
}

interface Candle {
  readonly open: number;
  readonly quotes: { readonly bid: { readonly open: number }; readonly ask: { readonly open: number } };
}

async function candlesOf(bars: string): Promise<readonly Candle[]> {
  const files = `{EURUSD: {bid: ${folder.at('bid.csv')}, ask: ${folder.at('ask.csv')}${bars}}}`;
  folder.write(
    'services.yaml',
    `trading: { symbols: [EURUSD], timeframes: ['1'] }
strategies: { folder: none }
feed: { kind: replay, files: ${files} }
logging: { console: false, file_output: false }
outputs: { folder: ${folder.at('runs')}, history: all }
`,
  );
  const code = await folder.run('run', '--json');
  expect([code, code === 0 ? '' : folder.complained]).toEqual([0, '']);
  const { files: written, candles } = JSON.parse(folder.printed) as {
    files: { history: string };
    candles: readonly object[];
  };
  expect(candles).toMatchObject([{ timeframe: '1', in: 10, published: 9, bad: 1 }]);
  return readFileSync(written.history, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"type":"NewCandle"'))
    .map((line) => (JSON.parse(line) as { candle: Candle }).candle);
}

test.each([
  ['', 1.1],
  [', bars: mid', 1.1],
  [', bars: bid', 1.0999],
  [', bars: ask', 1.1001],
])('a file of bid and one of ask are run, a minute that one lacks is reported:%s', async (bars, open) => {
  folder.write('bid.csv', rows(109_990));
  folder.write('ask.csv', rows(110_010, 4));
  const [first] = await candlesOf(bars);
  expect(first?.open).toBe(open);
  expect([first?.quotes.bid.open, first?.quotes.ask.open]).toEqual([1.0999, 1.1001]);
});
