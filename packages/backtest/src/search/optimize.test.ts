import type { ParameterAxis } from '@q/config';
import { report } from '../report/report.js';
import { runBacktest } from '../run-backtest.js';
import { CONFIG, CROSS, MINUTE_MS, walk } from '../proofs/testing/proof-bench.js';
import { optimize } from './optimize.js';
import { at, KeptLog, searchOf, SLOW, STOP } from './testing/search-bench.js';

const GRID = { parameters: { [SLOW]: [8, 12, 20], 'risk.max_positions': [1, 2] } };

test('runs every combination of a grid as a backtest of its own would run', async () => {
  const log = new KeptLog();
  const { isComplete, total, trials, ranking, best } = await optimize(searchOf(GRID, { log }));
  expect({ isComplete, total }).toEqual({ isComplete: true, total: 6 });
  expect(trials.map(({ index, parameters }) => [index, Object.values(parameters)])).toEqual([
    [0, [8, 1]],
    [1, [8, 2]],
    [2, [12, 1]],
    [3, [12, 2]],
    [4, [20, 1]],
    [5, [20, 2]],
  ]);
  const candles = walk(2_000);
  const inline = { BTCUSD: { '1': { sma_fast: { period: 5 }, sma_slow: { period: 20 } } } };
  const own = await runBacktest({
    config: { ...CONFIG, indicators: { inline } },
    candles: { BTCUSD: candles },
    strategies: { BTCUSD: [CROSS] },
  });
  const figures = report(own, { BTCUSD: { periodMs: MINUTE_MS, candles } });
  expect(trials[4]?.objective).toBe(figures.equity.netProfit);
  expect(trials[4]?.figures?.trades).toBe(own.trades.length);
  const profits = ranking.map(({ objective }) => Number(objective));
  expect(profits).toEqual(profits.toSorted((a, b) => b - a));
  expect(best?.record).toEqual(ranking[0]);
  expect(best?.report.equity.netProfit).toBe(profits[0]);
  expect(best?.overfitting).toMatchObject({ trials: 6, deflatedSharpe: { na: expect.any(String) } });
  expect(log.finished).toEqual(log.added);
  expect(log.added).toHaveLength(7);
});

test('of equals the one that was counted first is the best', async () => {
  const { ranking } = await optimize(searchOf({ parameters: { 'risk.max_positions': [3, 1, 2] } }));
  expect(new Set(ranking.map(({ objective }) => objective)).size).toBe(1);
  expect(ranking.map(({ candidate }) => candidate)).toEqual([0, 1, 2]);
});

test('a combination that is no configuration is a trial with its error, behind all others', async () => {
  const { ranking, trials } = await optimize(
    searchOf({ parameters: { 'risk.max_positions': [-1, 1], [SLOW]: [0, 9] } }),
  );
  expect(trials.map(({ error }) => error)).toEqual([
    expect.stringContaining('risk.max_positions'),
    expect.stringContaining('risk.max_positions'),
    expect.stringContaining(SLOW),
    undefined,
  ]);
  expect(trials[0]).toMatchObject({ objective: { na: 'it could not be run' } });
  expect(ranking[0]?.candidate).toBe(3);
});

test('draws combinations at random, the same for the same seed', async () => {
  const axes: Record<string, ParameterAxis> = { [STOP]: { from: 0.1, to: 5, scale: 'log', whole: false } };
  const drawn = async (seed: number) =>
    (await optimize(searchOf({ method: 'random', trials: 4, seed, parameters: axes }))).trials;
  const first = await drawn(1);
  expect(first).toHaveLength(4);
  expect(await drawn(1)).toEqual(first);
  expect((await drawn(2)).map(({ parameters }) => parameters)).not.toEqual(first.map(({ parameters }) => parameters));
});

test('successive halving runs many on the newest part of the data, and the best of them on all', async () => {
  const { trials, ranking, total, best } = await optimize(
    searchOf({
      method: 'halving',
      halving: { rungs: 2, factor: 4 },
      parameters: { [SLOW]: [8, 10, 12, 14, 16, 18, 20, 22] },
    }),
  );
  expect(total).toBe(10);
  expect(trials.map(({ rung }) => rung)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  const first = trials.filter(({ rung }) => rung === 0).toSorted((a, b) => Number(b.objective) - Number(a.objective));
  const kept = first.slice(0, 2).map(({ candidate }) => candidate);
  expect(new Set(ranking.map(({ candidate }) => candidate))).toEqual(new Set(kept));
  const whole = await optimize(searchOf({ parameters: { [SLOW]: [8, 10, 12, 14, 16, 18, 20, 22] } }));
  const same = whole.trials.find(({ candidate }) => candidate === best?.record.candidate);
  expect(best?.record.objective).toBe(same?.objective);
  expect(first[0]?.figures?.trades).toBeLessThan(Number(same?.figures?.trades));
});

test('a part of the data is traded with the history before it, and nothing before it is traded', async () => {
  const { trials } = await optimize(
    searchOf({ method: 'halving', halving: { rungs: 2, factor: 2 }, parameters: { [SLOW]: [12] } }),
  );
  const candles = walk(2_000);
  const late = await runBacktest({
    config: CONFIG,
    candles: { BTCUSD: candles },
    strategies: { BTCUSD: [CROSS] },
    from: at(1_000),
  });
  // A run that begins there is blind until the slow average is warm.
  expect(trials[0]?.figures?.trades).toBeGreaterThanOrEqual(late.trades.length);
  expect(trials[0]?.figures?.trades).toBeLessThanOrEqual(late.trades.length + 2);
});

test('goes on where it was interrupted, and ends with the same lines', async () => {
  const whole = new KeptLog();
  await optimize(searchOf(GRID, { log: whole }));
  const stop = new AbortController();
  const first = new KeptLog();
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done === 3) stop.abort();
  };
  const cut = await optimize(searchOf(GRID, { log: first, signal: stop.signal, onProgress }));
  expect(cut).toMatchObject({ isComplete: false, total: 6 });
  expect(cut.trials).toHaveLength(3);
  expect(cut.best).toBeUndefined();
  expect(first.finished).toBeUndefined();
  // The order in which they ended does not matter.
  const [header = '', ...lines] = first.added;
  const second = new KeptLog([header, ...lines.toReversed()]);
  const rest = await optimize(searchOf(GRID, { log: second }));
  expect(rest.isComplete).toBe(true);
  expect(second.added).toHaveLength(3);
  expect(second.finished).toEqual(whole.finished);
});

test('another search, configuration or data does not go on in the same log', async () => {
  const log = new KeptLog();
  await optimize(searchOf({ parameters: { [SLOW]: [8] } }, { log, dataIdentity: 'a' }));
  const again = (search: Parameters<typeof searchOf>[0], more: object) =>
    optimize(searchOf(search, { log: new KeptLog(log.added), dataIdentity: 'a', ...more }));
  await expect(again({ parameters: { [SLOW]: [9] } }, {})).rejects.toThrow('the search changed since');
  await expect(again({ parameters: { [SLOW]: [8] } }, { dataIdentity: 'b' })).rejects.toThrow('the data changed since');
  const config = { ...CONFIG, account: { balance: 5_000 } };
  await expect(again({ parameters: { [SLOW]: [8] } }, { config })).rejects.toThrow('the configuration changed since');
  await expect(again({ parameters: { [SLOW]: [8] } }, {})).resolves.toMatchObject({ isComplete: true });
});

test.each([
  [{ index: 6 }, 'line 4 is damaged: the search has the trials 0 to 5'],
  [{ candidate: 5 }, 'the trial 2 of the log has the candidate 5 and not 2: remove its line to run it again'],
  [{ parameters: { [SLOW]: 9, 'risk.max_positions': 1 } }, 'the trial 2 of the log has the parameters {'],
  [{ window: 1 }, 'the trial 2 of the log has the window 1 and not none'],
])('a log in which a trial was changed to %j is not gone on with', async (change, message) => {
  const whole = new KeptLog();
  await optimize(searchOf(GRID, { log: whole }));
  const lines = whole.added.map((line, place) =>
    place === 3 ? JSON.stringify({ ...(JSON.parse(line) as object), ...change }) : line,
  );
  const log = new KeptLog(lines);
  await expect(optimize(searchOf(GRID, { log }))).rejects.toThrow(message);
  expect(log.added).toEqual([]);
});

test.each([
  [{ 'risk.max_postions': [1] }, 'risk.max_positions'],
  [{ 'strategies.BTCUSD.crass.risk.sl.value': [1] }, 'strategies.BTCUSD.cross'],
  [{ 'feed.kind': ['replay'] }, 'cannot be searched'],
  [{ 'code.period': [1] }, 'no strategies in code'],
])('%j is refused before anything is run', async (parameters, message) => {
  const log = new KeptLog();
  await expect(optimize(searchOf({ parameters }, { log }))).rejects.toThrow(message);
  expect(log.added).toEqual([]);
});

test('where no trial has the figure there is no best', async () => {
  const { best, ranking } = await optimize(searchOf({ objective: 'sharpe', parameters: { [SLOW]: [8, 9] } }));
  expect(best).toBeUndefined();
  expect(ranking[0]?.objective).toEqual({ na: '2 days < 30' });
});

test('tells after each trial how far it is and what is best', async () => {
  const heard: (readonly [number, number, unknown])[] = [];
  const { best } = await optimize(
    searchOf(GRID, { onProgress: ({ done, total, best: now }) => void heard.push([done, total, now?.candidate]) }),
  );
  expect(heard.map(([done, total]) => [done, total])).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  expect(heard.at(-1)?.[2]).toBe(best?.record.candidate);
});
