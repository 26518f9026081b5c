import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareDecisions } from './parity/compare-decisions.js';
import { parseArguments } from './arguments.js';
import { parityVerb } from './parity-verb.js';
import { BenchFolder } from './testing/bench-folder.js';

const DIP = `name: dip
timeframes: ['1']
entry:
  long: { conditions: [{ signal: close, operator: '>', value: previous_close, timeframe: '1' }] }
risk:
  position_sizing: { type: fixed, value: 0.01 }
  sl: { type: fixed, value: 20 }
`;

const decision = (at: number, text: string, strategy = 's') => ({ at, symbol: 'EURUSD', strategy, text });

test.each([
  [
    'the same in another order within a candle',
    [decision(1, 'a'), decision(1, 'b')],
    [decision(1, 'b'), decision(1, 'a')],
    0,
  ],
  ['one missing', [decision(1, 'a')], [], 1],
  ['one too many', [], [decision(1, 'a')], 1],
  ['once instead of twice', [decision(1, 'a'), decision(1, 'a')], [decision(1, 'a')], 1],
  ['of another strategy', [decision(1, 'a')], [decision(1, 'a', 't')], 2],
  ['on another candle', [decision(1, 'a')], [decision(2, 'a')], 2],
])('decisions that are %s', (_what, kept, replayed, count) => {
  expect(compareDecisions(kept, replayed)).toHaveLength(count);
});

describe('qbot check parity', () => {
  let folder: BenchFolder;
  beforeEach(() => (folder = new BenchFolder()));
  afterEach(() => folder.remove());

  const check = async (): Promise<{ readonly code: number; readonly printed: string }> => {
    const printed: string[] = [];
    const output = {
      out: (line: string) => void printed.push(line),
      err: () => undefined,
      isTerminal: false,
      paint: () => undefined,
    };
    const args = parseArguments(['check', 'parity', '--config', folder.at('services.yaml')]);
    return { code: await parityVerb(args, output), printed: printed.join('\n') };
  };
  const history = (): string => {
    const [run = ''] = readdirSync(folder.at('runs'));
    return join(folder.at('runs'), run, 'events.jsonl');
  };

  test('finds the decisions of a run again', async () => {
    expect(await folder.run('run', '-q')).toBe(0);
    const { code, printed } = await check();
    expect(code).toBe(0);
    const [, count = '0'] = /parity: (\d+) decisions/.exec(printed) ?? [];
    expect(Number(count)).toBeGreaterThan(100);
  });

  test('names the candle, the strategy and both decisions where a history says something else', async () => {
    expect(await folder.run('run', '-q')).toBe(0);
    const lines = readFileSync(history(), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"type":"EntrySignal"'));
    const { price } = JSON.parse(lines[at] ?? '{}') as { readonly price: number };
    lines[at] = (lines[at] ?? '').replace(`"price":${price}`, '"price":9.99');
    writeFileSync(history(), lines.join('\n'));
    const { code, printed } = await check();
    expect(code).toBe(7);
    expect(printed).toMatch(/^\S+Z {2}EURUSD {2}dip$/m);
    expect(printed).toContain('the run       entry long signalled at 9.99');
    expect(printed).toContain(`the backtest  entry long signalled at ${price}`);
    expect(printed).toMatch(/1 candles differ$/m);
  });

  test.each([
    ['stopPrice', /"stopPrice":[\d.]+/, '"stopPrice":9.99', 'approved, stop entry 9.99, limit '],
    ['timeInForce', /"timeInForce":"GTD"/, '"timeInForce":"DAY"', ', DAY, stop '],
  ])('notices another %s of an order that waits', async (_key, written, other, told) => {
    folder.write('strategies/eurusd/dip.yaml', `${DIP}  order: { type: stop_limit, offset: 0.5, limit_offset: 0.2 }\n`);
    expect(await folder.run('run', '-q')).toBe(0);
    const lines = readFileSync(history(), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"type":"OrderApproved"') && written.test(line));
    lines[at] = (lines[at] ?? '').replace(written, other);
    writeFileSync(history(), lines.join('\n'));
    const { code, printed } = await check();
    expect(code).toBe(7);
    expect(printed).toContain(told);
    expect(printed).toMatch(/the backtest {2}entry long 0\.01 approved, stop entry 1\.\d+, limit 1\.\d+, GTD, stop 1/);
    expect(printed).toMatch(/1 candles differ$/m);
  });
});
