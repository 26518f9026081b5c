import { CandleColumns } from '@q/brokers';
import { defineStrategy } from '@q/trading';
import { parseArguments } from '../arguments.js';
import { WAVES, WAVES_FROM } from '../testing/waves.js';
import { proveDeterminism } from './prove-determinism.js';
import { proveLookahead } from './prove-lookahead.js';

const MINUTE_MS = 60_000;
const rows = WAVES.map((close, at) => ({
  openTime: WAVES_FROM + at * MINUTE_MS,
  open: close,
  high: close,
  low: close,
  close,
  volume: 1,
}));
const request = {
  config: { trading: { symbols: ['EURUSD'], timeframes: ['1' as const] } },
  candles: { EURUSD: { timeframe: '1' as const, candles: CandleColumns.of(rows) } },
};
const args = parseArguments(['check', 'lookahead', '--cuts', '6']);
const silent = { onProgress: (): void => undefined };

/** Enters where the next candle closes higher, which it can only know from the candles that it is given. */
function seer({ EURUSD: all }: Readonly<Record<string, CandleColumns>>) {
  const strategy = defineStrategy({
    name: 'seer',
    timeframes: ['1'],
    warmUp: 1,
    risk: { position_sizing: { type: 'fixed', value: 0.01 }, sl: { type: 'fixed', value: 20 } },
    evaluate(view) {
      const next = all?.openTime.subarray(0, all.length).indexOf(view.row('1')?.closeTime ?? NaN) ?? -1;
      const close = view.value('1', 'close');
      return typeof close === 'number' && (all?.close[next] ?? 0) > close ? [{ kind: 'entry', direction: 'long' }] : [];
    },
  });
  return { EURUSD: [strategy] };
}

test('a strategy that sees ahead: when, what it decided in both runs, what to do', async () => {
  const { ok, lines, row } = await proveLookahead({ ...request, strategies: seer }, args, silent);
  expect(ok).toBe(false);
  const text = lines.join('\n');
  expect(text).toMatch(/^violation {2}EURUSD seer at 2025-01-06T\d\d:\d\d:00\.000Z, without the candles behind$/m);
  expect(text).toMatch(/^ {2}whole {4}entry signal long, at 1\.\d+, decided 2025-01-06T/m);
  expect(text).toMatch(/^ {2}removed {2}nothing$/m);
  expect(text).toContain('  remedy   it looks at candles that had not closed: let it read its view only');
  expect(lines.at(-1)).toMatch(/^failed {5}lookahead {4}\d+ violations; 6 cuts, \d+ decisions compared$/);
  expect(row).toMatchObject({
    checked_cuts: 6,
    violations: expect.arrayContaining([
      expect.objectContaining({ method: 'removed', strategy: 'seer', truncated: null }),
    ]),
  });
});

test('of many violations the first ten are printed, and it is said how many there are', async () => {
  const many = parseArguments(['check', 'lookahead', '--cuts', '30']);
  const { lines } = await proveLookahead({ ...request, strategies: seer }, many, silent);
  expect(lines.filter((line) => line.startsWith('violation'))).toHaveLength(10);
  expect(lines.at(-2)).toMatch(/^ {11}and \d+ more: --json lists them all$/);
});

test('a run that cannot be repeated: the first record that differs, as both runs have it', async () => {
  let runs = 0;
  const strategies = () => {
    const hasMemory = (runs += 1) > 1;
    const [strategy] = seer({}).EURUSD;
    if (strategy === undefined) throw new Error('a strategy is needed');
    return {
      EURUSD: [{ ...strategy, evaluate: () => (hasMemory ? [{ kind: 'entry', direction: 'long' } as const] : []) }],
    };
  };
  const { ok, lines } = await proveDeterminism({ ...request, strategies }, args, silent);
  expect(ok).toBe(false);
  expect(lines[0]).toMatch(/^violation {2}the same run twice: record \d+ differs$/);
  expect(lines[2]).toMatch(/^ {2}second {3}\{.*"type":"EntrySignal"/);
  expect(lines.at(-1)).toMatch(/^failed {5}determinism/);
});
