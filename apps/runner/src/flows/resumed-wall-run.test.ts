import type { Journal, JournalRecord, Pace } from '@q/events';
import { systemClock } from '@q/events';
import { memoryJournal } from '@q/journal';
import { recordedTurns, resumedHistory } from '@q/orchestrator';
import { at, candlesFrom, Flow, MINUTE_MS, START, strategyOf } from './testing/flow.js';

/** Goes up and down between 1.0 and 1.2. */
const CLOSES = Array.from({ length: 40 }, (_, minute) => Number((1.1 + Math.sin(minute / 2.3) / 10).toFixed(5)));
const SWING = strategyOf('swing', { entry: { long: 'close > 1.12' }, exit: { long: 'close < 1.1' } });
/** Twice a minute. */
const POLL_SECONDS = 30;

/** A wall clock that is at once where somebody waits for it. */
function wallFrom(start: number): Pace {
  let now = start;
  return {
    clock: systemClock(),
    followsWall: true,
    begin: () => undefined,
    now: () => now,
    msUntil(instant) {
      now = Math.max(now, instant);
      return 0;
    },
  };
}

/** Goes on from what a journal holds until the wall clock shows `until`. */
async function goOn(
  held: readonly JournalRecord[],
  { wallAt, until }: { readonly wallAt: number; readonly until: number },
) {
  const journal: Journal = { ...memoryJournal(), isDurable: true };
  journal.append(held);
  const history = resumedHistory(journal);
  const flow = new Flow({
    candles: { EURUSD: candlesFrom(CLOSES) },
    strategies: { EURUSD: [SWING] },
    config: { mode: 'paper', services: { data_fetching: { fetch_interval: POLL_SECONDS } } },
    sockets: { history, pace: wallFrom(wallAt), recorded: recordedTurns(journal.scan(0)) },
  });
  await flow.orchestrator.run({
    onCaughtUp: () => history.demandCaughtUp(),
    onProgress(instant) {
      if (instant >= until) void flow.orchestrator.stop();
    },
  });
  await flow.orchestrator.stop();
  return { flow, records: [...journal.scan(0)] };
}

const cyclesOf = (records: readonly JournalRecord[]) =>
  records
    .filter(({ type, phase }) => type === 'CycleStarted' && phase !== 'warm-up')
    .map(({ instant, phase, idle }) => [(Number(instant) - START) / MINUTE_MS, phase, idle]);

/** What a trader sees of a run: polls without a candle come at other times after a restart, and number the events. */
function tradedOf({ flow, records }: Awaited<ReturnType<typeof goOn>>) {
  const of = (wanted: string) => records.filter(({ type }) => type === wanted);
  return {
    candles: of('NewCandle').map(({ candle }) => JSON.stringify(candle)),
    orders: of('OrderPlaced').map(({ order }) => JSON.stringify(order)),
    fills: of('OrderFilled').map(({ fill }) => JSON.stringify(fill)),
    closed: of('PositionClosed').map(({ positionId, netProfit }) => [positionId, netProfit]),
    equity: flow.orchestrator.figures.equity,
  };
}

test('a run in wall time that ends after any record and goes on at once trades as if it had not ended', async () => {
  const span = { wallAt: START, until: at(39) };
  const whole = await goOn([], span);
  const traded = tradedOf(whole);
  expect(traded.orders.length).toBeGreaterThan(4);
  for (let kept = 0; kept <= whole.records.length; kept += 2) {
    const held = whole.records.slice(0, kept);
    const again = await goOn(held, { ...span, wallAt: Number(held.at(-1)?.['at'] ?? START) });
    expect(again.records.slice(0, kept)).toEqual(held);
    expect(tradedOf(again)).toEqual(traded);
  }
});

test('what closed while nothing ran comes as late candles, each once, and nothing is entered on them', async () => {
  const first = await goOn([], { wallAt: START, until: at(10) });
  const { records } = await goOn(first.records, { wallAt: at(25) + 1_000, until: at(39) });
  const candles = records.filter(({ type }) => type === 'NewCandle');
  expect(candles.map(({ candle }) => (candle as { closeTime: number }).closeTime)).toEqual(
    Array.from({ length: 39 }, (_, minute) => at(minute + 1)),
  );
  const late = cyclesOf(records).filter(([, phase]) => phase === 'late');
  expect(late.map(([minute]) => minute)).toEqual(Array.from({ length: 14 }, (_, minute) => minute + 11));
  const entered = records.filter(({ type, decidedAt }) => type === 'EntrySignal' && Number(decidedAt) > at(10));
  expect(entered.every(({ decidedAt }) => Number(decidedAt) >= at(25))).toBe(true);
  expect(entered.length).toBeGreaterThan(0);
});

test('between two closes it polls at its interval, from its start on', async () => {
  const { records } = await goOn([], { wallAt: START, until: at(2) });
  expect(cyclesOf(records)).toEqual([
    [0, 'live', true],
    [0, 'live', true],
    [1, 'live', false],
    [1, 'live', true],
    [2, 'live', false],
  ]);
});
