import type { WhyAnswer } from './answer.js';
import { whyLines } from './why-lines.js';

const ANSWER: WhyAnswer = {
  schema_version: 1,
  run: 'r1',
  mode: 'backtest',
  symbol: 'EURUSD',
  asked_for: null,
  at: '2025-01-06T20:55:00.000Z',
  timeframe: '5',
  close: 1.0432,
  correlation_id: 'ef72ebdc',
  values: 'exact',
  notes: [],
  trading: { state: 'unknown', since: null, reasons: [] },
  regime: [
    { timeframe: '1', regime: 'warming_up', confidence: 0 },
    { timeframe: '5', regime: 'bull_expansion', confidence: 0.824 },
  ],
  positions: [],
  strategies: [],
  entered: false,
  exited: false,
  conclusion: 'no entry: no strategy was asked',
  last_entry: null,
  also: [],
  chain: [],
};

const lines = (parts: Partial<WhyAnswer>): readonly string[] => whyLines({ ...ANSWER, ...parts }, 5);

test('the headline has symbol, close time, close, correlation id and run', () => {
  expect(lines({}).slice(0, 3)).toEqual([
    'EURUSD  2025-01-06T20:55:00.000Z  close 1.04320  cid ef72ebdc  run r1',
    'trading    unknown: the history does not say',
    'regime     1: warming_up · 5: bull_expansion 0.82',
  ]);
  expect(lines({ correlation_id: null })[0]).not.toContain('cid');
});

test('a strategy that does not explain itself says so', () => {
  const strategy = { strategy: 'mine', asked: true, timeframe: '5', on_duty: true, rules: [], signals: [] } as const;
  expect(lines({ strategies: [strategy] })).toEqual(
    expect.arrayContaining(['mine  asked on 5', expect.stringContaining('does not explain its conditions')]),
  );
});

test('a signal without a verdict says so', () => {
  const signal = {
    kind: 'exit',
    direction: 'long',
    reason: 'time_exit',
    price: 1,
    correlation_id: 'c',
    verdict: 'none',
    orders: [],
    denial: null,
  } as const;
  const strategy = {
    strategy: 'mine',
    asked: true,
    timeframe: '5',
    on_duty: true,
    rules: [],
    signals: [signal],
  } as const;
  expect(lines({ strategies: [strategy] })).toContain(
    '  signal exit long, time_exit → the history has no verdict of the gate',
  );
});

test('a long chain is cut, and says how to see the rest', () => {
  const link = (id: number) => ({ id, at: ANSWER.at, type: 'StopLossMoved', text: 'up', correlation_id: 'ef72ebdc' });
  const shown = lines({ chain: Array.from({ length: 50 }, (_, index) => link(index + 1)) });
  expect(shown.filter((line) => line.includes('StopLossMoved'))).toHaveLength(40);
  expect(shown.at(-1)).toContain('and 10 more with cid ef72ebdc (--json)');
});
