import type { Journal, JournalRecord, Pace } from '@q/events';
import { systemClock } from '@q/events';
import { memoryJournal } from '@q/journal';
import type { EventDrivenService } from '@q/services';
import { defineService } from '@q/services';
import { JournalMismatchError, recordedTurns, resumedHistory } from '@q/orchestrator';
import type { Candle } from '@q/events';
import { at, candlesFrom, Flow, strategyOf } from './testing/flow.js';

/** Goes up and down between 1.0 and 1.2, with a length that fits no candle count. */
const WAVES = Array.from({ length: 60 }, (_, minute) => Number((1.1 + Math.sin(minute / 3.7) / 10).toFixed(5)));
/** The last wave but one misses a few minutes. */
const candles: Readonly<Record<string, readonly Candle[]>> = {
  EURUSD: candlesFrom(WAVES).filter((_, minute) => minute < 40 || minute > 44),
  GBPUSD: candlesFrom(WAVES.map((close) => Number((close + 0.02).toFixed(5)))),
};
const risk = {
  sl: { type: 'fixed', value: 300 },
  tp: {
    type: 'multi_target',
    targets: [
      { value: 200, percent: 50, move_stop: true },
      { value: 900, percent: 50 },
    ],
  },
};
const SWING = strategyOf('swing', {
  entry: { long: 'close > 1.15', short: 'close < 1.04' },
  exit: { long: 'close < 1.1', short: 'close > 1.1' },
});
const STOPPED = strategyOf('stopped', { entry: { long: 'close > 1.12 @5' }, timeframes: ['5'], risk });

/** No waiting: what is tested is the order of things. */
const atOnce: Pace = {
  clock: systemClock(),
  followsWall: false,
  begin: () => undefined,
  now: () => Infinity,
  msUntil: () => 0,
};

function durable(records: readonly JournalRecord[]): Journal {
  const journal = { ...memoryJournal(), isDurable: true };
  journal.append(records);
  return journal;
}

interface Operator {
  readonly at: number;
  readonly act: (flow: Flow) => void;
}

const OPERATOR: readonly Operator[] = [
  {
    at: at(16),
    act: ({ orchestrator: { control } }) =>
      control.send({ kind: 'flatten', symbol: 'EURUSD', requestedBy: 'test', reason: 'looks' }),
  },
  {
    at: at(20),
    act: ({ orchestrator: { control } }) =>
      control.send({ kind: 'automation', action: 'DISABLE', requestedBy: 'test', reason: 'lunch' }),
  },
  {
    at: at(26),
    act: ({ orchestrator: { control } }) =>
      control.send({ kind: 'automation', action: 'ENABLE', requestedBy: 'test', reason: 'back' }),
  },
  {
    at: at(30),
    act: ({ orchestrator: { control } }) =>
      control.send({ kind: 'journal_state', writable: false, message: 'no room' }),
  },
  {
    at: at(33),
    act: ({ orchestrator: { control } }) => control.send({ kind: 'journal_state', writable: true, message: 'room' }),
  },
];

/** Goes on from what a journal holds, to the end of the data. */
async function goOn(held: readonly JournalRecord[], services: readonly EventDrivenService[] = []) {
  const journal = durable(held);
  const history = resumedHistory(journal);
  const given =
    held.filter((record) => record['causationId'] === 0 && record['requestedBy'] !== undefined).length +
    held.filter(({ type }) => type === 'JournalStateChanged').length;
  const left = [...OPERATOR.slice(given)];
  const flow = new Flow({
    candles,
    strategies: { EURUSD: [SWING, STOPPED], GBPUSD: [SWING] },
    config: {
      mode: 'paper',
      trading: { symbols: ['EURUSD', 'GBPUSD'], timeframes: ['1', '5'] },
    },
    costs: { spreadPips: 1, slippagePips: 0.5, commissionPerLot: 3 },
    sockets: { history, pace: atOnce, recorded: recordedTurns(journal.scan(0)), services },
  });
  let caughtUpAt = NaN;
  const operate = (instant: number): void => {
    while ((left[0]?.at ?? Infinity) <= instant) left.shift()?.act(flow);
  };
  await flow.orchestrator.run({
    onCaughtUp() {
      history.demandCaughtUp();
      caughtUpAt = flow.clock.now();
      operate(caughtUpAt);
    },
    onProgress: operate,
  });
  await flow.orchestrator.stop();
  return { flow, caughtUpAt, records: [...journal.scan(0)] };
}

const textOf = (records: readonly JournalRecord[]): readonly string[] =>
  records.map((record) => JSON.stringify(record));

test('a run that ends after any record goes on to the same journal, candle by candle, order by order and cent by cent', async () => {
  const whole = await goOn([]);
  const texts = textOf(whole.records);
  const placed = whole.records.filter(({ type }) => type === 'OrderPlaced');
  expect(placed.length).toBeGreaterThan(10);
  // Every place among those with the first orders, and every third of the others.
  for (let kept = 0; kept <= whole.records.length; kept += kept > 150 && kept < 300 ? 1 : 3) {
    const { records, flow } = await goOn(whole.records.slice(0, kept));
    expect(textOf(records)).toEqual(texts);
    expect(flow.orchestrator.figures).toEqual(whole.flow.orchestrator.figures);
  }
});

/** A service of a bot that breaks on some candles, and is restarted by a timer each time. */
function breaking(): EventDrivenService {
  let candles = 0;
  return defineService({
    name: 'Breaking',
    produces: [],
    on: {
      NewCandle() {
        candles += 1;
        if (candles % 17 === 5) throw new Error(`breaks on candle ${candles}`);
      },
    },
  });
}

test('what timers do between two candles, such as the restart of a service, is made again as it was', async () => {
  const whole = await goOn([], [breaking()]);
  expect(whole.records.filter(({ type }) => type === 'ServiceRestarted').length).toBeGreaterThan(2);
  for (let kept = 0; kept <= whole.records.length; kept += 1) {
    if (kept > 140 && kept % 9 !== 0) continue;
    const { records } = await goOn(whole.records.slice(0, kept), [breaking()]);
    expect(textOf(records)).toEqual(textOf(whole.records));
  }
});

test('the journal holds every candle once, every order once and each order before what the venue says of it', async () => {
  const { records, flow } = await goOn([]);
  const published = flow.envelopesOf('NewCandle').map(({ id }) => id);
  expect(records.filter(({ type }) => type === 'NewCandle').map(({ id }) => id)).toEqual(published);
  expect(records.filter(({ type }) => type === 'CycleStarted').map(({ instant }) => instant)).toEqual(
    Array.from({ length: 60 }, (_, minute) => at(minute + 1)),
  );
  const ids = records.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every order is in the journal before the venue gets it', async () => {
  const journal = durable([]);
  const held: number[] = [];
  const flow = new Flow({
    candles,
    strategies: { GBPUSD: [SWING] },
    sockets: { history: journal, pace: atOnce },
    wrapBroker: (venue) => ({
      ...venue,
      connect: (inbox) => venue.connect(inbox),
      submit(order) {
        const written = [...journal.scan(0)]
          .filter(({ type }) => type === 'OrderPlaced')
          .map((record) => record['order']);
        held.push(written.filter((one) => JSON.stringify(one) === JSON.stringify(order)).length);
        venue.submit(order);
      },
      moveStop: (id, price) => venue.moveStop(id, price),
      cancel: (id) => venue.cancel(id),
      query: (id) => venue.query(id),
      spreadOf: (symbol) => venue.spreadOf?.(symbol),
      close: () => venue.close(),
    }),
  });
  await flow.run();
  expect(held.length).toBeGreaterThan(4);
  expect(new Set(held)).toEqual(new Set([1]));
});

test('stopping is not part of a journal: the next run goes on as if nothing had been stopped', async () => {
  const { records } = await goOn([]);
  expect(records.filter(({ type }) => type === 'ServiceStopped')).toEqual([]);
});

test('a run that gives something else than its journal holds is refused with the place, and writes nothing', async () => {
  const whole = await goOn([]);
  const first = whole.records.findIndex(({ type }) => type === 'OrderApproved');
  const held = whole.records.map((record, index) => (index === first ? { ...record, symbol: 'GBPUSD!' } : record));
  const failure = await goOn(held).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(JournalMismatchError);
  expect(failure).toMatchObject({ position: first });
});
