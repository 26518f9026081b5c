import { MINUTE_MS } from '../proofs/testing/proof-bench.js';
import { isNotAvailable } from '../report/figure.js';
import { KeptLog, at, searchOf, SLOW } from './testing/search-bench.js';
import { walkForward } from './walk-forward.js';

const SEARCH = {
  parameters: { [SLOW]: [8, 12, 20, 30] },
  walkforward: { in_sample: '600m', out_of_sample: '300m' },
} as const;

test('searches each window, and trades its best on what the search has not seen', async () => {
  const log = new KeptLog();
  const { windows, joined, total, trials, unusedMs } = await walkForward(searchOf(SEARCH, { log }));
  expect(
    windows.map(({ inSample, outOfSample }) => [inSample.from, inSample.to, outOfSample.from, outOfSample.to]),
  ).toEqual([
    [at(0), at(600), at(600), at(900)],
    [at(300), at(900), at(900), at(1_200)],
    [at(600), at(1_200), at(1_200), at(1_500)],
    [at(900), at(1_500), at(1_500), at(1_800)],
  ]);
  expect([total, trials.length, unusedMs]).toEqual([16, 16, 200 * MINUTE_MS]);
  for (const { index, best } of windows) {
    if (isNotAvailable(best)) throw new Error('every window has a best');
    const own = trials.filter(({ window }) => window === index);
    expect(best.objective).toBe(Math.max(...own.map(({ objective }) => Number(objective))));
  }
  expect(log.finished).toHaveLength(17);
  const trades = joined?.result.trades ?? [];
  expect(trades.length).toBeGreaterThan(20);
  for (const { openedAt, closedAt } of trades) {
    const window = windows.find(({ outOfSample: { from, to } }) => openedAt >= from && openedAt < to);
    expect(closedAt).toBeLessThan(window?.outOfSample.to ?? -Infinity);
  }
});

test('the equity of the windows is one curve: each begins with what the one before ended with', async () => {
  const { windows, joined } = await walkForward(searchOf(SEARCH));
  expect(windows.map(({ startEquity }) => startEquity)).toEqual([
    100_000,
    ...windows.slice(0, -1).map((one) => one.endEquity),
  ]);
  const { at: times = [], equity = [] } = joined?.result.equity ?? {};
  const inOrder = [...times].every((time, place) => place === 0 || time > (times[place - 1] ?? NaN));
  expect(inOrder).toBe(true);
  expect([equity[0], equity.at(-1)]).toEqual([100_000, windows.at(-1)?.endEquity]);
  expect(joined?.result.openPositions).toBe(0);
  const made = (joined?.result.trades ?? []).reduce((sum, { netProfit }) => sum + netProfit, 0);
  expect(joined?.report.equity.netProfit).toBeCloseTo(made, 6);
  expect(joined?.report.period).toMatchObject({ startedAt: at(600), endedAt: at(1_800) });
});

test('anchored windows begin where the data begin', async () => {
  const anchored = { ...SEARCH, walkforward: { ...SEARCH.walkforward, windows: 'anchored' as const } };
  const { windows } = await walkForward(searchOf(anchored));
  expect(windows.map(({ inSample }) => inSample.from)).toEqual([at(0), at(0), at(0), at(0)]);
});

test('a window in which no combination has the figure is not traded', async () => {
  const { windows, joined, efficiencyPercent } = await walkForward(searchOf({ ...SEARCH, min_trades: 1_000 }));
  expect(windows[0]).toMatchObject({
    best: { na: expect.stringContaining('< 1000') },
    startEquity: 100_000,
    endEquity: 100_000,
  });
  expect(joined).toBeUndefined();
  expect(efficiencyPercent).toEqual({ na: 'no window was traded' });
});

test('halves the combinations inside of each window', async () => {
  const { trials, windows } = await walkForward(
    searchOf({ ...SEARCH, method: 'halving', halving: { rungs: 2, factor: 2 } }),
  );
  const count = (window: number, rung: number) =>
    trials.filter((one) => one.window === window && one.rung === rung).length;
  expect(windows.map(({ index }) => [count(index, 0), count(index, 1)])).toEqual(windows.map(() => [4, 2]));
});

test('an interrupted walk-forward goes on', async () => {
  const whole = new KeptLog();
  const wanted = await walkForward(searchOf(SEARCH, { log: whole }));
  const stop = new AbortController();
  const first = new KeptLog();
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done === 7) stop.abort();
  };
  const cut = await walkForward(searchOf(SEARCH, { log: first, signal: stop.signal, onProgress }));
  expect(cut).toMatchObject({ isComplete: false, windows: [] });
  const second = new KeptLog(first.added);
  const rest = await walkForward(searchOf(SEARCH, { log: second }));
  expect(second.finished).toEqual(whole.finished);
  expect(rest.windows).toEqual(wanted.windows);
});
