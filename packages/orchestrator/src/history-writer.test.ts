import type { Cause, EventType, Journal, JournalRecord, TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import { HistoryWriter } from './history-writer.js';

function desk(keep: 'default' | 'all') {
  const records: JournalRecord[] = [];
  const journal: Journal = {
    append: (more) => records.push(...more),
    scan: () => records,
    snapshot: () => undefined,
    verify: () => ({ ok: true, records: records.length, problems: [] }),
    close: () => undefined,
  };
  const writer = new HistoryWriter(journal, keep);
  const bus = new EventBus({ clock: new VirtualClock(), onPublish: (envelope) => writer.add(envelope) });
  const types = (): readonly EventType[] => {
    writer.flush();
    return records.map(({ type }) => type as EventType);
  };
  return { bus, writer, records, types };
}

const cycle: TradingEvent = { type: 'CycleStarted', cycle: 1, instant: 0, phase: 'live', idle: false };
const fetched: TradingEvent = { type: 'DataFetched', symbol: 'A', timeframe: '1', count: 1 };
const candle = { openTime: 0, closeTime: 1, open: 1, high: 1, low: 1, close: 1, volume: 0, bars: 1 };
const newCandle: TradingEvent = { type: 'NewCandle', symbol: 'A', timeframe: '1', candle, phase: 'live' };
const signal: TradingEvent = {
  type: 'EntrySignal',
  strategy: 's',
  symbol: 'A',
  timeframe: '1',
  direction: 'long',
  price: 1,
  decidedAt: 1,
};
const failed: TradingEvent = {
  type: 'DataFetchError',
  symbol: 'A',
  timeframe: '1',
  reason: 'feed_failed',
  message: 'down',
};
const account = (cause: 'mark' | 'fill'): TradingEvent => ({
  type: 'AccountUpdated',
  account: { currency: 'USD', balance: 1, equity: 1, openProfit: 0, cause, at: 0 },
});

test('default keeps a signal with its whole chain and nothing beside it', () => {
  const { bus, types, records } = desk('default');
  const root = bus.publish(cycle);
  bus.publish(fetched, root);
  bus.publish(signal, bus.publish(newCandle, root));
  expect(types()).toEqual(['CycleStarted', 'NewCandle', 'EntrySignal']);
  expect(records.map(({ id }) => id)).toEqual([1, 3, 4]);
});

test('default leaves a cycle out in which nothing happened that cannot be computed again', () => {
  const { bus, types } = desk('default');
  for (let time = 0; time < 3; time += 1) bus.publish(newCandle, bus.publish(cycle));
  expect(types()).toEqual([]);
});

test.each([
  [failed, true],
  [account('fill'), true],
  [account('mark'), false],
  [fetched, false],
] as const)('default and %j: kept %p', (event, isKept) => {
  const { bus, types } = desk('default');
  bus.publish(event, bus.publish(cycle));
  expect(types()).toEqual(isKept ? ['CycleStarted', event.type] : []);
});

test('all keeps everything, in its order', () => {
  const { bus, types } = desk('all');
  for (let time = 0; time < 2; time += 1) bus.publish(newCandle, bus.publish(cycle));
  expect(types()).toEqual(['CycleStarted', 'NewCandle', 'CycleStarted', 'NewCandle']);
});

test('default keeps the chain of what comes back in a later cycle, from the candle that was late to its signal', () => {
  const { bus, types } = desk('default');
  const asked: Cause = bus.publish(cycle);
  bus.publish(cycle);
  bus.publish(signal, bus.publish(newCandle, asked));
  bus.publish(cycle);
  bus.publish(failed, asked);
  expect(types()).toEqual(['CycleStarted', 'NewCandle', 'EntrySignal', 'DataFetchError']);
});

test('a record is written once', () => {
  const { bus, types, writer } = desk('default');
  const root = bus.publish(cycle);
  bus.publish(signal, root);
  writer.flush();
  bus.publish(cycle);
  bus.publish(signal, root);
  writer.flush();
  expect(types()).toEqual(['CycleStarted', 'EntrySignal', 'EntrySignal']);
});

test('lines wait for a journal that takes bytes until there are so many, and none is left when it is flushed', () => {
  const chunks: string[] = [];
  const journal: Journal = {
    append: () => 0,
    appendBytes: (lines, count) => chunks.push(`${count}:${Buffer.from(lines).toString('utf8')}`),
    scan: () => [],
    snapshot: () => undefined,
    verify: () => ({ ok: true, records: 0, problems: [] }),
    close: () => undefined,
  };
  const writer = new HistoryWriter(journal, 'default', 500);
  const bus = new EventBus({ clock: new VirtualClock(), onPublish: (envelope) => writer.add(envelope) });
  const handedOver: number[] = [];
  for (let time = 0; time < 5; time += 1) {
    bus.publish(failed);
    handedOver.push(chunks.length);
  }
  writer.flush();
  writer.flush();
  // Four lines of 152 bytes are more than 500, and a cycle is over when the next one begins.
  expect(handedOver).toEqual([0, 0, 0, 0, 1]);
  expect(chunks.map((chunk) => chunk.slice(0, 10))).toEqual(['4:{"id":1,', '1:{"id":5,']);
  expect(chunks.join('').match(/\n/g)).toHaveLength(5);
});

/** What a journal has beside its ways to append. */
const quietJournal = {
  append: () => 0,
  scan: () => [],
  snapshot: () => undefined,
  verify: () => ({ ok: true, records: 0, problems: [] }),
  close: () => undefined,
};

function writing(journal: Journal, keep: 'default' | 'all', chunkBytes?: number) {
  const writer = new HistoryWriter(journal, keep, chunkBytes);
  return { writer, bus: new EventBus({ clock: new VirtualClock(), onPublish: (envelope) => writer.add(envelope) }) };
}

function idsOf(lines: Uint8Array): readonly number[] {
  const texts = Buffer.from(lines).toString('utf8').trimEnd().split('\n');
  return texts.map((text) => (JSON.parse(text) as { readonly id: number }).id);
}

test.each(['default', 'all'] as const)('%s: what waits of many cycles is written once, by ascending id', (keep) => {
  const ids: number[] = [];
  const appendBytes = (lines: Uint8Array): number => ids.push(...idsOf(lines));
  const { bus, writer } = writing({ ...quietJournal, appendBytes }, keep, 5_000);
  for (let time = 0; time < 100; time += 1) bus.publish(signal, bus.publish(newCandle, bus.publish(cycle)));
  writer.flush();
  writer.flush();
  expect(ids).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
});

test('a journal that refuses records is given the same ones again, with the beginning of their chain', () => {
  let isFull = true;
  const ids: unknown[] = [];
  const append = (records: readonly JournalRecord[]): number => {
    if (isFull) throw new Error('no room');
    return ids.push(...records.map(({ id }) => id));
  };
  const { bus, writer } = writing({ ...quietJournal, append }, 'default');
  const asked = bus.publish(cycle);
  bus.publish(cycle);
  bus.publish(signal, asked);
  expect(() => writer.flush()).toThrow('no room');
  isFull = false;
  writer.flush();
  writer.flush();
  expect(ids).toEqual([1, 3]);
});

test('a journal that keeps the bytes which its disk does not take is not given them again', () => {
  let isFull = true;
  const ids: number[] = [];
  const appendBytes = (lines: Uint8Array): number => {
    ids.push(...idsOf(lines));
    if (isFull) throw new Error('no room');
    return ids.length;
  };
  const { bus, writer } = writing({ ...quietJournal, appendBytes }, 'default');
  bus.publish(signal, bus.publish(cycle));
  expect(() => writer.flush()).toThrow('no room');
  isFull = false;
  bus.publish(signal, bus.publish(cycle));
  writer.flush();
  expect(ids).toEqual([1, 2, 3, 4]);
});

test('an event that is no JSON is refused alone: those that waited with it are written, and those that come later', () => {
  const ids: number[] = [];
  const appendBytes = (lines: Uint8Array): number => ids.push(...idsOf(lines));
  const { bus, writer } = writing({ ...quietJournal, appendBytes }, 'default', 5_000);
  bus.publish(signal, bus.publish(cycle));
  bus.publish({ ...signal, price: 1n as unknown as number });
  bus.publish(signal, bus.publish(cycle));
  expect(() => writer.flush()).toThrow('BigInt');
  bus.publish(signal, bus.publish(cycle));
  writer.flush();
  expect(ids).toEqual([1, 2, 4, 5, 6, 7]);
});
