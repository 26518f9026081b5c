import { CONFIG, coded, ENTER, MINUTE_MS, START, walk } from './proofs/testing/proof-bench.js';
import { report } from './report/report.js';
import { runBacktest } from './run-backtest.js';

const ROWS = walk(400);
const failing = () => {
  let asked = 0;
  return coded('breaks', () => {
    asked += 1;
    if (asked > 100) throw new Error('no more');
    return asked === 50 ? ENTER : [];
  });
};

test('a strategy that throws until it is given up is told of in the result and in the notes of the report', async () => {
  const result = await runBacktest({
    config: CONFIG,
    candles: { BTCUSD: { timeframe: '1', candles: ROWS } },
    strategies: { BTCUSD: [failing()] },
  });
  expect(result.failures).toMatchObject([{ service: 'StrategyEvaluationService', symbol: 'BTCUSD' }]);
  const [failure] = result.failures ?? [];
  expect(failure?.reason).toContain('no more');
  expect(failure?.at).toBeGreaterThan(START + 100 * MINUTE_MS);
  const { notes } = report(result, { BTCUSD: { periodMs: MINUTE_MS, candles: ROWS } });
  expect(notes[0]).toContain('no more');
});

test('a strategy that throws now and then is told of, too, once with how often: nobody gives it up', async () => {
  let asked = 0;
  const sometimes = coded('stumbles', () => {
    asked += 1;
    if (asked % 100 === 0) throw new Error(`no ${asked}`);
    return [];
  });
  const result = await runBacktest({
    config: CONFIG,
    candles: { BTCUSD: { timeframe: '1', candles: ROWS } },
    strategies: { BTCUSD: [sometimes] },
  });
  expect(result.failures).toBeUndefined();
  expect(result.strategyErrors).toMatchObject([
    { strategy: 'stumbles', symbol: 'BTCUSD', times: 3, message: 'no 100' },
  ]);
  const { notes } = report(result, { BTCUSD: { periodMs: MINUTE_MS, candles: ROWS } });
  expect(notes[0]).toMatch(
    /^strategy stumbles of BTCUSD threw 3 times and gave no signal then, first at 2.*Z: no 100$/,
  );
});
