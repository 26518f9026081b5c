import { CALENDAR_MS, movedRun } from './lookahead-runs.js';
import { proofRuns } from './proof-runs.js';
import { CONFIG, walk } from './testing/proof-bench.js';

const DAY_MS = 86_400_000;
const ZONES = ['America/New_York', 'Europe/London', 'Asia/Tokyo', 'Australia/Sydney'];

test.each(ZONES)('28 years later every day has the same date, weekday and hour in %s', (timeZone) => {
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
  });
  for (let instant = Date.UTC(2020, 0, 1, 12); instant < Date.UTC(2026, 0, 1); instant += DAY_MS)
    expect(clock.format(instant + CALENDAR_MS)).toBe(clock.format(instant));
});

test('candles from before the present summer time are not moved: their hours would fall otherwise', async () => {
  const old = walk(5).map((row) => ({ ...row, openTime: row.openTime - CALENDAR_MS }));
  let runs = 0;
  const run = (): Promise<readonly never[]> => Promise.resolve(((runs += 1), []));
  expect(await movedRun(proofRuns({ config: CONFIG, candles: { BTCUSD: old } }), run)).toBeUndefined();
  expect(runs).toBe(0);
});
