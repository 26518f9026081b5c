import fc from 'fast-check';
import { QuietEvents } from './quiet-events.js';
import { QUIET_TYPES } from './quiet-types.js';
import { MINUTE_MS, minuteCandle, minuteStrip, stretchOf } from './testing/quiet-market.js';

const STRIP = minuteStrip(40);

describe('a stretch', () => {
  it('is shortened, and never below nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.array(fc.integer({ min: -3, max: 25 })), (count, cuts) => {
        const stretch = stretchOf(STRIP, { first: 3, count });
        for (const cut of cuts) stretch.shorten(cut);
        expect(stretch.count).toBe(Math.max(0, Math.min(count, ...cuts)));
        expect(stretch.ahead).toMatchObject({ first: 3, count: stretch.count, periodMs: MINUTE_MS });
      }),
    );
  });

  it('may end with the candle behind those that are left, where nothing but a row comes of that one', () => {
    const ended = (shape: object, left: number): unknown => {
      const stretch = stretchOf(STRIP, { first: 0, count: 20, published: true, calculated: true, ...shape });
      stretch.shorten(left);
      stretch.endWith('somebody');
      return [stretch.count, stretch.wanting];
    };
    expect([ended({}, 7), ended({}, 0)]).toEqual([
      [8, 'somebody'],
      [1, 'somebody'],
    ]);
    // No candle is behind it; there are no rows; a candle of five minutes closes with it.
    expect(ended({}, 20)).toEqual([20, undefined]);
    expect(ended({ calculated: false }, 7)).toEqual([7, undefined]);
    expect([ended({ higher: true }, 4), ended({ higher: true }, 5)]).toEqual([
      [4, undefined],
      [6, 'somebody'],
    ]);
  });

  it('ends as before where somebody shortens it after all', () => {
    const stretch = stretchOf(STRIP, { first: 0, count: 20, published: true, calculated: true });
    stretch.shorten(7);
    stretch.endWith('somebody');
    stretch.shorten(7);
    expect([stretch.count, stretch.wanting]).toEqual([7, undefined]);
  });

  it('is as long as those of the other symbols of its cycles, whoever of them is shortened', () => {
    const shape = { first: 0, count: 20, published: true, calculated: true, symbols: 3 };
    const leader = stretchOf(STRIP, shape);
    const all = [leader, ...leader.followers];
    all[1]?.shorten(9);
    all[2]?.endWith('somebody');
    expect(all.map(({ count, wanting, isLeader, isAlone }) => [count, wanting, isLeader, isAlone])).toEqual([
      [10, 'somebody', true, false],
      [10, 'somebody', false, false],
      [10, 'somebody', false, false],
    ]);
    expect(all.map(({ types }) => types.includes('CycleStarted'))).toEqual([true, false, false]);
    // Nor does it end with a candle with which a higher one of another symbol closes.
    const closing = stretchOf(STRIP, shape);
    const [, other] = closing.followers;
    if (other !== undefined) other.closes = stretchOf(STRIP, { ...shape, symbols: 1, higher: true }).closes;
    closing.shorten(4);
    closing.endWith('somebody');
    expect([closing.count, closing.wanting]).toEqual([4, undefined]);
  });

  it('knows whether another symbol of its cycles tells of the account behind it', () => {
    const marksLast = (shape: object): readonly boolean[] => {
      const leader = stretchOf(STRIP, { first: 0, count: 2, symbols: 2, ...shape });
      return [leader, ...leader.followers].map(({ hasLastMarks }) => hasLastMarks);
    };
    expect([marksLast({ marked: true }), marksLast({})]).toEqual([
      [false, true],
      [false, false],
    ]);
  });

  it('tells how many of its candles close before an instant', () => {
    const stretch = stretchOf(STRIP, { first: 2, count: 10 });
    const closes = Array.from({ length: 30 }, (_, place) => (3 + place) * MINUTE_MS);
    for (const close of closes)
      for (const instant of [close - 1, close, close + 1])
        expect(stretch.closingBefore(instant)).toBe(closes.filter((other) => other < instant).length);
    stretch.shorten(stretch.closingBefore(0));
    expect(stretch.count).toBe(0);
  });

  it('ends before no instant at all where that is infinite', () => {
    const stretch = stretchOf(STRIP, { first: 2, count: 10 });
    stretch.shorten(stretch.closingBefore(Infinity));
    expect(stretch.count).toBe(10);
  });

  it('knows its candles and when they open and close', () => {
    const stretch = stretchOf(STRIP, { first: 5, count: 3 });
    expect([0, 1, 2].map((place) => stretch.candle(place))).toEqual([5, 6, 7].map(minuteCandle));
    expect([stretch.openTime, stretch.closeTime(2)]).toEqual([5 * MINUTE_MS, 8 * MINUTE_MS]);
  });

  it.each([
    [{}, ['CycleStarted', 'DataFetched']],
    [{ marked: true }, ['CycleStarted', 'AccountUpdated', 'DataFetched']],
    [{ published: true }, ['CycleStarted', 'DataFetched', 'NewCandle']],
    [{ published: true, calculated: true }, ['CycleStarted', 'DataFetched', 'NewCandle', 'IndicatorsCalculated']],
    [{ marked: true, published: true, calculated: true }, QUIET_TYPES],
  ])('has the types that its cycles have, in their order: %j', (shape, types) => {
    expect(stretchOf(STRIP, { first: 0, count: 1, ...shape }).types).toEqual(types);
  });

  it('has no account and no rows where there are none', () => {
    const stretch = stretchOf(STRIP, { first: 0, count: 2 });
    expect(() => stretch.event('AccountUpdated', 0)).toThrow('there is no account in it');
    expect(() => stretch.event('IndicatorsCalculated', 0)).toThrow('there are no rows in it');
  });
});

describe('the events of a stretch', () => {
  const shape = { first: 4, count: 6, marked: true, published: true, calculated: true };
  const stretch = stretchOf(STRIP, shape);
  const events = new QuietEvents(stretch, { id: 100, roots: 30 });

  it('have numbers that go on from the counters, cycle by cycle', () => {
    expect([events.cycles, events.count, events.firstId, events.lastId]).toEqual([6, 30, 101, 130]);
    for (let place = 0; place < 6; place += 1) {
      const cycle = QUIET_TYPES.map((_type, at) => events.envelope(101 + 5 * place + at));
      expect(cycle.map(({ event }) => event.type)).toEqual(QUIET_TYPES);
      expect(cycle.map(({ event }) => event)).toEqual(QUIET_TYPES.map((type) => stretch.event(type, place)));
      expect(new Set(cycle.map(({ origin }) => origin))).toEqual(new Set([31 + place]));
      expect(new Set(cycle.map(({ at }) => at))).toEqual(new Set([(5 + place) * MINUTE_MS]));
    }
  });

  it('follow from the begin of their cycle, and indicators from their candle', () => {
    const causeOf = (id: number): number => events.envelope(id).causationId;
    expect([101, 102, 103, 104, 105, 106, 107, 110].map(causeOf)).toEqual([0, 101, 101, 101, 104, 0, 106, 109]);
  });

  it('of the last cycle are found by their type', () => {
    expect(QUIET_TYPES.map((type) => events.last(type))).toEqual(
      [126, 127, 128, 129, 130].map((id) => events.envelope(id)),
    );
  });
});
