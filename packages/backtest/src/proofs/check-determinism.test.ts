import type { Signal } from '@q/trading';
import { checkDeterminism } from './check-determinism.js';
import { recordRun } from './recorded-run.js';
import { closeOf, coded, CONFIG, CROSS, ENTER, LEAVE, walk } from './testing/proof-bench.js';

const candles = { BTCUSD: walk(200) };
const restrictionsAt = () => ({ blocked: false, reasons: [], closePositions: false });

test('rules in a file leave the same bytes twice, with market data and indicator values', async () => {
  const { ok, records, violations } = await checkDeterminism({
    config: CONFIG,
    candles,
    strategies: { BTCUSD: [CROSS] },
  });
  expect({ ok, violations }).toEqual({ ok: true, violations: [] });
  expect(records).toBeGreaterThan(800);
});

test('the history is compared even where the configuration keeps none', async () => {
  const config = { ...CONFIG, outputs: { history: 'none' as const } };
  expect((await checkDeterminism({ config, candles })).records).toBeGreaterThan(800);
});

test('three symbols, two strategies each and several indicators: the order of the records makes no difference', async () => {
  const symbols = ['BTCUSD', 'ETHUSD', 'EURUSD'];
  const inline = { '1': { sma_fast: { period: 5 }, sma_slow: { period: 12 }, rsi: { period: 5 }, atr: { window: 4 } } };
  const config = {
    ...CONFIG,
    trading: { symbols, timeframes: ['1' as const, '5' as const] },
    risk: { ...CONFIG.risk, max_positions: 2 },
    indicators: { inline: { BTCUSD: inline, ETHUSD: inline, EURUSD: inline } },
  };
  const other = { ...CROSS, name: 'other' };
  const { ok, violations } = await checkDeterminism({
    config,
    candles: { BTCUSD: walk(120), ETHUSD: walk(120, 8), EURUSD: walk(120, 9) },
    strategies: { BTCUSD: [CROSS, other], ETHUSD: [other, CROSS], EURUSD: [CROSS] },
  });
  expect({ ok, violations }).toEqual({ ok: true, violations: [] });
});

test('code that counts is the same each time where it is made for each run, and is caught where it is not', async () => {
  const make = () => {
    let count = 0;
    return { BTCUSD: [coded('counter', () => ((count += 1) % 7 === 0 ? ENTER : count % 7 === 3 ? LEAVE : []))] };
  };
  expect(await checkDeterminism({ config: CONFIG, candles, strategies: make })).toMatchObject({ ok: true });
  const kept = await checkDeterminism({ config: CONFIG, candles, strategies: make() });
  expect(kept.ok).toBe(false);
});

test('a memory of a former run is caught, with the first record that differs as both runs have it', async () => {
  let runs = 0;
  const make = () => {
    const isFirst = (runs += 1) === 1;
    const decide = (close: number, before: number): readonly Signal[] =>
      close > before ? ENTER : isFirst ? LEAVE : [];
    return { BTCUSD: [coded('rememberer', (view) => decide(closeOf(view), closeOf(view, 1)))] };
  };
  const { ok, violations } = await checkDeterminism({ config: CONFIG, candles, strategies: make });
  expect(ok).toBe(false);
  const [repeated] = violations;
  expect(repeated).toMatchObject({ comparison: 'repeated', place: expect.stringMatching(/^record \d+$/) });
  expect(JSON.parse(repeated?.first ?? '')).toMatchObject({ type: 'ExitSignal', strategy: 'rememberer' });
  expect(repeated?.second).not.toBe(repeated?.first);
});

test('a recorded run is plain values: it can be handed over by another thread', async () => {
  const run = await recordRun({ config: CONFIG, candles, strategies: { BTCUSD: [CROSS] } });
  expect(structuredClone(run)).toEqual(run);
  expect(JSON.parse(run.result['trades'] ?? '')).not.toHaveLength(0);
});

test('what depends on the order of the records is caught by the third run', async () => {
  const symbols = ['BTCUSD', 'ETHUSD'];
  const config = { ...CONFIG, trading: { symbols, timeframes: ['1' as const] } };
  // Made in the order in which the candles are listed: the first symbol may trade, the other may not.
  const make = (all: Readonly<Record<string, unknown>>) => {
    const [first] = Object.keys(all);
    const one = (symbol: string) => [coded('first', (view) => (symbol === first && closeOf(view) > 0 ? ENTER : []))];
    return { BTCUSD: one('BTCUSD'), ETHUSD: one('ETHUSD') };
  };
  const { violations } = await checkDeterminism({
    config,
    candles: { BTCUSD: walk(20), ETHUSD: walk(20, 8) },
    strategies: make,
  });
  expect(violations).toMatchObject([{ comparison: 'reordered', first: expect.stringContaining('BTCUSD') }]);
});

describe('without worker threads the rest is compared, and it is said why', () => {
  const workers = { url: new URL('file:///nowhere.js'), count: 2 };
  const inCode = { BTCUSD: [coded('coder', () => [])] };

  test.each([
    ['no worker', {}, /^no worker is given/],
    ['code', { workers, strategies: inCode }, /^strategies in code cannot go to a thread: give strategiesModule/],
    [
      'code beside rules',
      { workers, strategies: () => ({ BTCUSD: [CROSS, ...inCode.BTCUSD] }) },
      /^strategies in code/,
    ],
    ['restrictions in code', { workers, restrictionsAt }, /^restrictions in code cannot go .* give calendarsFolder/],
  ])('%s', async (_what, more, reason) => {
    const verdict = await checkDeterminism({ config: CONFIG, candles, ...more });
    expect(verdict).toMatchObject({ ok: true, workers: 0, withoutWorkers: expect.stringMatching(reason) });
  });
});

test('a worker that cannot be started, and strategies that are given twice, are errors', async () => {
  const workers = { url: new URL('file:///nowhere.js'), count: 2 };
  const strategiesModule = new URL('file:///nowhere.js');
  const strategies = { BTCUSD: [CROSS] };
  const request = { config: CONFIG, candles, workers, strategies };
  await expect(checkDeterminism(request)).rejects.toThrow(/nowhere\.js cannot be used: .*Cannot find/);
  await expect(checkDeterminism({ ...request, strategiesModule })).rejects.toThrow(/let the module make them all/);
});
