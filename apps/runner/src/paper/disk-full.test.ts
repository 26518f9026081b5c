import type { JournalRecord, Pace } from '@q/events';
import { systemClock } from '@q/events';
import type { DurableJournal } from '@q/journal';
import { JournalError, memoryJournal } from '@q/journal';
import { recordedTurns, resumedHistory } from '@q/orchestrator';
import { candlesFrom, Flow, strategyOf } from '../flows/testing/flow.js';
import { GuardedJournal } from './guarded-journal.js';

/** Enters and leaves every few minutes. */
const CLOSES = Array.from({ length: 60 }, (_, minute) => Number((1.1 + Math.sin(minute / 2) / 10).toFixed(5)));
const SWING = strategyOf('swing', { entry: { long: 'close > 1.12' }, exit: { long: 'close < 1.1' } });
const atOnce: Pace = {
  clock: systemClock(),
  followsWall: false,
  begin: () => undefined,
  now: () => Infinity,
  msUntil: () => 0,
};

/** A disk with room for so many characters, of which a part is kept for when it is full. */
class SmallDisk {
  room: number;
  readonly #ballast: number;
  #kept: number;
  readonly journal: DurableJournal;

  constructor(room: number, ballast: number) {
    this.room = room;
    this.#ballast = ballast;
    this.#kept = ballast;
    const memory = memoryJournal();
    const appendJson = (lines: readonly string[]): number => {
      const size = lines.join('\n').length;
      if (size > this.room - this.#kept) throw new JournalError('write', 'journal.db', { code: 'ENOSPC' });
      this.room -= size;
      return memory.append(lines.map((line) => JSON.parse(line) as JournalRecord));
    };
    this.journal = {
      ...memory,
      append: (records) => appendJson(records.map((record) => JSON.stringify(record))),
      appendJson,
      file: 'journal.db',
      isDurable: true,
      opening: { records: 0, checked: 0, cleanStop: true, cut: [] },
      hasBallast: true,
      releaseBallast: () => void (this.#kept = 0),
      restoreBallast: () => {
        if (this.room < this.#ballast) return false;
        this.#kept = this.#ballast;
        return true;
      },
      scanThread: () => [],
      last: () => [],
      lastSnapshot: () => undefined,
    };
  }
}

async function runOn(disk: SmallDisk, { roomAfterMinute = Infinity }: { readonly roomAfterMinute?: number } = {}) {
  let now = 0;
  const guarded = new GuardedJournal(disk.journal, () => now);
  const flow = new Flow({
    candles: { EURUSD: candlesFrom(CLOSES) },
    strategies: { EURUSD: [SWING] },
    config: { mode: 'paper' },
    sockets: { history: resumedHistory(guarded), pace: atOnce, recorded: recordedTurns(guarded.scan(0)) },
  });
  let minute = 0;
  const running = flow.orchestrator.run({
    onProgress() {
      minute += 1;
      now += 60_000;
      if (minute === roomAfterMinute) disk.room = 10_000_000;
      const news = guarded.news();
      if (news !== undefined) flow.orchestrator.control.send({ kind: 'journal_state', ...news });
    },
  });
  const failure = await running.then(
    () => undefined,
    (error: unknown) => error,
  );
  await flow.orchestrator.stop().catch(() => undefined);
  return { flow, guarded, failure };
}

test('a disk that fills up stops entries and lets exits go on; with room again, entries go on', async () => {
  const whole = await runOn(new SmallDisk(10_000_000, 1_000));
  const used = [...whole.guarded.scan(0)].map((record) => JSON.stringify(record)).join('\n').length;
  const disk = new SmallDisk(Math.round(used / 3) + 50_000, 50_000);
  const { flow, guarded, failure } = await runOn(disk, { roomAfterMinute: 45 });
  expect(failure).toBeUndefined();
  const records = [...guarded.scan(0)];
  const told = records.filter(({ type }) => type === 'JournalStateChanged');
  expect(told.map(({ writable }) => writable)).toEqual([false, true]);
  const [from, to] = told.map(({ id }) => Number(id));
  const between = records.filter(({ id }) => Number(id) > Number(from) && Number(id) < Number(to));
  expect(between.filter(({ type }) => type === 'OrderDenied').map(({ reason }) => reason)).toContain('journal_full');
  const placed = between
    .filter(({ type }) => type === 'OrderPlaced')
    .map(({ order }) => (order as { intent: string }).intent);
  expect(placed).not.toContain('entry');
  expect(records.some(({ id, type }) => type === 'OrderPlaced' && Number(id) > Number(to))).toBe(true);
  expect(flow.count('OrderApproved')).toBe(records.filter(({ type }) => type === 'OrderApproved').length);
  expect(between.length).toBeGreaterThan(0);
});

test('an open position is closed while the disk is full', async () => {
  // Full from the minute of the first entry on.
  const whole = await runOn(new SmallDisk(10_000_000, 1_000));
  const records = [...whole.guarded.scan(0)];
  const first = records.findIndex(({ type }) => type === 'OrderPlaced');
  const used = records
    .slice(0, first)
    .map((record) => JSON.stringify(record))
    .join('\n').length;
  const { guarded, failure } = await runOn(new SmallDisk(used + 100_000, 100_000));
  expect(failure).toBeUndefined();
  const types = [...guarded.scan(0)].map(({ type }) => type);
  expect(types.indexOf('JournalStateChanged')).toBeLessThan(types.indexOf('PositionClosed'));
  expect(types.indexOf('JournalStateChanged')).toBeGreaterThan(0);
  expect(types.filter((type) => type === 'PositionOpened')).toHaveLength(1);
  expect(types.filter((type) => type === 'PositionClosed')).toHaveLength(1);
});

test('where even the kept room is used up the run ends: nothing is sent that is not written down', async () => {
  const { failure, guarded, flow } = await runOn(new SmallDisk(9_000, 500));
  expect(failure).toBeInstanceOf(JournalError);
  const written = [...guarded.scan(0)].filter(({ type }) => type === 'OrderPlaced').length;
  expect(flow.count('OrderAccepted')).toBeLessThanOrEqual(written);
});
