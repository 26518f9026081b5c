import { TrialRunner } from './run-trial.js';
import { searchMaterial } from './search-material.js';
import { at, searchOf, SLOW, STOP } from './testing/search-bench.js';

const made = (): Promise<TrialRunner> => TrialRunner.make(searchMaterial(searchOf({ parameters: { [STOP]: [1] } })));

test('a trial has the same outcome first, and later when the data of its range are not looked at again', async () => {
  const runner = await made();
  const window = { from: at(500), to: at(1_500), endsFlat: true };
  for (const task of [{ parameters: { [SLOW]: 20 } }, { parameters: { [SLOW]: 20 }, window }]) {
    const first = await runner.outcome(task);
    expect(first).toMatchObject({ figures: { trades: expect.any(Number) } });
    expect(await runner.outcome(task)).toEqual(first);
  }
});

test('what is handed out as a run tells of its data, also after trials', async () => {
  const runner = await made();
  const task = { parameters: {} };
  await runner.outcome(task);
  await runner.outcome(task);
  const { result } = await runner.run(task);
  expect(result.data).toMatchObject([{ symbol: 'BTCUSD', rows: 2_000, gapBars: 0 }]);
});

test('every trial of a window without candles is an error', async () => {
  const runner = await made();
  const task = { parameters: {}, window: { from: at(5_000), to: at(6_000), endsFlat: false } };
  const error = { error: expect.stringContaining('candle') };
  expect([await runner.outcome(task), await runner.outcome(task)]).toEqual([error, error]);
});
