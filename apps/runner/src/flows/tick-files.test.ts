import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from '../testing/bench-folder.js';

let folder: BenchFolder;
beforeEach(() => (folder = new BenchFolder()));
afterEach(() => folder.remove());

const START = Date.UTC(2025, 0, 6, 8);
const QUOTES = 'time,bid,ask';

/** Ten ticks a minute over two hours, whose bid goes up and down by a pip each; `at` is told the tick's number. */
function ticks(header: string, row: (time: string, bid: number, at: number) => string): string {
  const lines = Array.from({ length: 1_200 }, (_, at) => {
    const bid = Math.round(110_000 + 800 * Math.sin(at / 60) + (at % 10)) / 1e5;
    return row(new Date(START + at * 6_000 + 1_500).toISOString(), bid, at);
  });
  return folder.write('ticks.csv', [header, ...lines, ''].join('\n'));
}

const quoted = (time: string, bid: number): string => `${time},${bid.toFixed(5)},${(bid + 0.00012).toFixed(5)}`;

function configured(file: string, more = ''): void {
  folder.write(
    'mine/eurusd/up.yaml',
    `name: up
timeframes: ['5']
entry: { long: { conditions: [{ signal: close, operator: '>', value: 1.1, timeframe: '5' }] } }
exit: { long: { conditions: [{ signal: close, operator: '<', value: 1.1, timeframe: '5' }] } }
risk: { position_sizing: { type: fixed, value: 0.1 }, sl: { type: fixed, value: 200 } }
`,
  );
  folder.write(
    'services.yaml',
    `trading: { symbols: [EURUSD], timeframes: ['5'] }
strategies: { folder: mine }
services: { strategy_evaluation: { min_rows_required: 1 } }
feed: { kind: replay, files: { EURUSD: { ticks: ${file}${more} } } }
broker: { slippage_pips: 0, commission_per_lot: 0 }
logging: { console: false, file_output: false }
outputs: { folder: ${folder.at('runs')}, history: all }
`,
  );
}

interface Filled {
  readonly type: string;
  readonly fill: { readonly side: string; readonly price: number; readonly filledAt: number };
}

/** Side, price and instant of each fill, and what the manifest says of the data. */
async function backtest(...args: readonly string[]) {
  const code = await folder.run('backtest', '--json', ...args);
  expect([code, code === 0 ? '' : folder.complained]).toEqual([0, '']);
  const run = join(folder.at('runs'), readdirSync(folder.at('runs')).sort().at(-1) ?? '');
  const events = readFileSync(join(run, 'events.jsonl'), 'utf8').trim().split('\n').slice(1);
  const fills = events
    .map((line) => JSON.parse(line) as Filled)
    .filter(({ type }) => type === 'OrderFilled')
    .map(({ fill: { side, price, filledAt } }) => [side, price, new Date(filledAt).toISOString().slice(11)]);
  const manifest = JSON.parse(readFileSync(join(run, 'manifest.json'), 'utf8')) as {
    readonly data: { readonly EURUSD: object };
  };
  return { fills, data: manifest.data.EURUSD };
}

test('a file of ticks is run: candles of minutes, and every order at the first tick after it was decided', async () => {
  configured(ticks(QUOTES, quoted));
  const { fills, data } = await backtest();
  // 1.1 + 0.008 sin(50 / 60) and sin(200 / 60), by hand: in at the ask of the tick after 08:05, out at the bid of the one after 08:20.
  expect(fills.slice(0, 2)).toEqual([
    ['buy', 1.10604, '08:05:01.500Z'],
    ['sell', 1.09848, '08:20:01.500Z'],
  ]);
  expect(data).toMatchObject({ timeframe: '1', rows: 120 });
});

test('the newest price is that of the last tick before the decision, at its instant', async () => {
  configured(ticks(QUOTES, quoted));
  const { fills } = await backtest('--set', 'broker.market_fill=newest_price');
  expect(fills.slice(0, 2)).toEqual([
    ['buy', 1.10604, '08:05:00.000Z'],
    ['sell', 1.0987, '08:20:00.000Z'],
  ]);
});

test('candles may be of five minutes, and of another price', async () => {
  configured(ticks(QUOTES, quoted), `, bars: ask, timeframe: '5'`);
  const { data } = await backtest();
  expect(data).toMatchObject({
    timeframe: '5',
    rows: 24,
    source: expect.stringMatching(/^sha256:[0-9a-f]{64} ask 5$/),
  });
});

test('other ticks are other data, also where they make the same candles', async () => {
  configured(ticks(QUOTES, quoted));
  const { data: one } = await backtest();
  folder.remove();
  folder = new BenchFolder();
  const later = (time: string): string => time.replace('.500Z', '.700Z');
  configured(ticks(QUOTES, (time, bid) => quoted(later(time), bid)));
  const { data: other } = await backtest();
  expect(Object(other)).not.toMatchObject({ candles: Object(one).candles });
});

test('the proof of determinism holds over ticks', async () => {
  configured(ticks(QUOTES, quoted));
  expect(await folder.run('check', 'determinism', '--json')).toBe(0);
});

test('a tick that cannot be used ends with exit code 4, file and line', async () => {
  configured(ticks(QUOTES, (time, bid, at) => quoted(time, at === 700 ? -bid : bid)));
  expect(await folder.run('backtest')).toBe(4);
  expect(folder.complained).toMatch(/ticks\.csv:702: the tick has bid -1\.\d+, which is no price/);
});

test('both ticks and candles of a symbol are refused, and so are candles of a day', async () => {
  configured('ticks.csv', ', path: x.csv');
  expect(await folder.run('check')).toBe(3);
  expect(folder.complained).toMatch(/either ticks or path/);
  configured('ticks.csv', `, timeframe: '1440'`);
  expect(await folder.run('check')).toBe(3);
  expect(folder.complained).toMatch(/an hour at most/);
});

test('ticks of trades get the configured spread', async () => {
  configured(ticks('time,price,qty', (time, price) => `${time},${price.toFixed(5)},2`));
  const { fills } = await backtest('--set', 'broker.spread_pips=2');
  expect(fills[0]).toEqual(['buy', 1.10602, '08:05:01.500Z']);
});
