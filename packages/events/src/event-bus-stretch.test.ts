import fc from 'fast-check';
import { EventBus } from './event-bus.js';
import type { EventType } from './catalogue.js';
import type { EventSelector } from './subscription.js';
import type { Stretch } from './stretch.js';
import { QUIET_TYPES } from './quiet-types.js';
import { VirtualClock } from './virtual-clock.js';
import { listenQuietly, oneByOne, together } from './testing/one-by-one.js';
import type { Happening } from './testing/one-by-one.js';
import { MINUTE_MS, minuteStrip, stretchOf } from './testing/quiet-market.js';

const STRIP = minuteStrip(400);
const SHAPE = { first: 0, count: 5, marked: true, published: true, calculated: true };

/** What happens next: quiet cycles, something alone, or that the history is forgotten. */
const yesNo = fc.boolean();
const kinds = fc.record({
  marked: yesNo,
  published: yesNo,
  calculated: yesNo,
  higher: yesNo,
  symbols: fc.constantFrom(1, 1, 2, 3),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ quiet: fc.integer({ min: 1, max: 12 }), kind: kinds }) },
  { weight: 3, arbitrary: fc.constant('alone' as const) },
  { weight: 1, arbitrary: fc.constant('clear' as const) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function play(on: Happening, steps: readonly Step[]): void {
  let first = 0;
  steps.forEach((one, place) => {
    if (one === 'alone') return on.alone(`service ${place}`);
    if (one === 'clear') return on.bus.clearHistory();
    on.quiet({ first, count: one.quiet, ...one.kind });
    first += one.quiet;
  });
}

const options = fc.record({
  historyLimit: fc.constantFrom(0, 1, 3, 7, 20, 1_000),
  continueFrom: fc.constantFrom({ id: 0, roots: 0 }, { id: 91, roots: 17 }),
});

/** Each type alone, several limits, and the chain of everything that is kept. */
function everythingOf(bus: EventBus): unknown {
  const all = bus.history();
  const told = all.map((one) => [one.id, one.at, one.origin, one.causationId, one.correlationId, one.event]);
  const limits = [1, 2, 5, 30].map((limit) => bus.history({ limit }).map(({ id }) => id));
  const types: readonly EventType[] = [...QUIET_TYPES, 'RegimeChanged', 'ServiceStarted'];
  const byType = types.map((type) => [bus.history({ type }), bus.history({ type, limit: 2 })]);
  const ids = [...new Set(all.map(({ correlationId }) => correlationId)), 'nobody'];
  const chains = ids.map((correlationId) => bus.history({ correlationId }).map(({ id }) => id));
  return { told, limits, byType, chains, counters: bus.counters, metrics: bus.metrics() };
}

describe('cycles that are carried together', () => {
  it('leave the same numbers, counters and history as their events published one by one, whatever comes between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), options, (steps, given) => {
        const [carried, published] = [together(STRIP, given), oneByOne(STRIP, given)];
        listenQuietly(carried.bus);
        play(carried, steps);
        play(published, steps);
        expect(everythingOf(carried.bus)).toEqual(everythingOf(published.bus));
      }),
      { numRuns: 300 },
    );
  });

  it('do not count what comes behind those that are left', () => {
    const [carried, published] = [together(STRIP, {}), oneByOne(STRIP, {})];
    listenQuietly(carried.bus);
    carried.bus.onStretch({ look: (stretch) => stretch.shorten(5), take: () => undefined });
    carried.quiet({ ...SHAPE, count: 20, higher: true });
    published.quiet({ ...SHAPE, higher: true });
    expect(everythingOf(carried.bus)).toEqual(everythingOf(published.bus));
  });

  it('have no changes of the regime where somebody wants to hear of each', () => {
    const asked = (options: object): boolean | undefined => {
      const { bus } = together(STRIP, {});
      bus.subscribe('RegimeChanged', () => undefined, options);
      const stretch = stretchOf(STRIP, SHAPE);
      bus.carry(stretch);
      return stretch.carriesChanges;
    };
    expect([asked({}), asked({ takesStretches: true })]).toEqual([false, true]);
  });

  it('count as delivered once for everyone who listens to their type', () => {
    const bus = new EventBus({ clock: new VirtualClock() });
    const ignore = (): void => undefined;
    bus.subscribe('NewCandle', ignore, { takesStretches: true });
    bus.subscribe(['NewCandle', 'DataFetched'], ignore, { takesStretches: true });
    bus.carry(stretchOf(STRIP, SHAPE));
    const { by_type: byType, events_delivered: delivered, events_published: published } = bus.metrics();
    expect([published, delivered]).toEqual([25, 15]);
    expect(byType['NewCandle']).toEqual({ published: 5, delivered: 10, failed: 0 });
    expect(byType['CycleStarted']).toEqual({ published: 5, delivered: 0, failed: 0 });
  });

  it('go on from the counters of an earlier run', () => {
    const { bus } = together(STRIP, { continueFrom: { id: 91, roots: 17 } });
    listenQuietly(bus);
    bus.carry(stretchOf(STRIP, SHAPE));
    expect(bus.counters).toEqual({ id: 91 + 25, roots: 17 + 5 });
    expect(bus.history({ type: 'CycleStarted' }).map(({ id, origin }) => [id, origin])).toEqual(
      [0, 1, 2, 3, 4].map((place) => [92 + 5 * place, 18 + place]),
    );
  });

  it('can be a cause: what follows from the last of them belongs to its chain', () => {
    const { bus } = together(STRIP, {});
    listenQuietly(bus);
    const last = bus.carry(stretchOf(STRIP, SHAPE))?.last('NewCandle');
    const follows = bus.publish({ type: 'ServiceStarted', service: 'late' }, last);
    expect(last).toMatchObject({ id: 24, causationId: 21, event: { type: 'NewCandle', candle: STRIP.candleAt(4, 0) } });
    expect([follows.id, follows.causationId, follows.correlationId]).toEqual([26, 24, last?.correlationId]);
    expect(bus.history({ limit: 6 }).map(({ correlationId }) => correlationId)).toEqual(
      new Array(6).fill(last?.correlationId),
    );
  });
});

describe('a stretch that ends with a candle on which somebody wants something', () => {
  const WANTED = 4;
  const fail = (): never => {
    throw new Error('too high');
  };

  /** A listener that does something on the wanted minute and on no other; what `onPublish` is told. */
  function listen(bus: EventBus, act: (bus: EventBus) => void): void {
    const onRow = ({ row }: { readonly row: { readonly closeTime: number } }): void => {
      if (row.closeTime === (WANTED + 1) * MINUTE_MS) act(bus);
    };
    bus.subscribe('IndicatorsCalculated', onRow, { name: 'Wanter', takesStretches: true });
  }

  function carried(act: (bus: EventBus) => void, marked: boolean, symbols = 1): readonly [EventBus, readonly number[]] {
    const clock = new VirtualClock();
    const told: number[] = [];
    const onPublish = ({ id }: { readonly id: number }): void => void told.push(id);
    const bus = new EventBus({ clock, onPublish, tellsOfStretches: false });
    listenQuietly(bus);
    listen(bus, act);
    const look = (stretch: Stretch): void => {
      stretch.shorten(WANTED);
      stretch.endWith('Wanter');
    };
    bus.onStretch({ look, take: () => undefined });
    const stretch = stretchOf(STRIP, { ...SHAPE, count: 20, marked, symbols });
    const events = bus.carry(stretch);
    clock.advanceTo(stretch.closeTime(stretch.count - 1));
    if (events !== undefined && stretch.wanting !== undefined) bus.handLast(events, stretch.wanting);
    return [bus, told];
  }

  it.each([
    ['says something', (bus: EventBus) => void bus.publish({ type: 'ServiceStarted', service: 'one' })],
    ['says nothing after all', () => undefined],
    ['fails', fail],
  ] satisfies [string, (bus: EventBus) => void][])(
    'leaves what its events leave one by one: the listener %s',
    (_, act) => {
      for (const marked of [true, false])
        for (const symbols of [1, 2, 3]) {
          const published = oneByOne(STRIP, {});
          listen(published.bus, act);
          published.quiet({ ...SHAPE, marked, symbols });
          expect(everythingOf(carried(act, marked, symbols)[0])).toEqual(everythingOf(published.bus));
        }
    },
  );

  it('tells whoever is told of every event of its last cycle, and of what follows', () => {
    const [bus, told] = carried((on) => void on.publish({ type: 'ServiceStarted', service: 'one' }), true);
    expect(told).toEqual([21, 22, 23, 24, 25, 26]);
    expect(bus.history({ type: 'ServiceStarted' })).toMatchObject([{ id: 26, causationId: 25 }]);
  });

  it('hands it the row of each symbol whose candles close in it, and tells of all of their events', () => {
    const [bus, told] = carried((on) => void on.publish({ type: 'ServiceStarted', service: 'one' }), true, 2);
    expect(told).toEqual(Array.from({ length: 11 }, (_, index) => 4 * 9 + 1 + index));
    const rows = bus.history({ type: 'IndicatorsCalculated' }).slice(-2);
    expect(rows.map(({ id, event }) => [id, event.symbol])).toEqual([
      [44, 'EURUSD'],
      [45, 'GBPUSD'],
    ]);
    expect(bus.history({ type: 'ServiceStarted' }).map(({ causationId }) => causationId)).toEqual([44, 45]);
  });

  it('cannot be handed to somebody who does not listen to rows', () => {
    const { bus } = together(STRIP, {});
    listenQuietly(bus);
    const events = bus.carry(stretchOf(STRIP, SHAPE));
    expect(() => events && bus.handLast(events, 'Nobody')).toThrow('"Nobody" wants a row of indicators');
  });
});

describe('nothing is carried', () => {
  /** Listeners who take stretches, and whether they were asked. */
  const carriesWith = (change: (bus: EventBus) => unknown, given: object = {}): boolean => {
    const bus = new EventBus({ clock: new VirtualClock(), ...given });
    for (const type of QUIET_TYPES) bus.subscribe(type, () => undefined, { takesStretches: true });
    change(bus);
    const before = [bus.counters, bus.metrics(), bus.history()];
    let asked = 0;
    const note = (): void => void (asked += 1);
    bus.onStretch({ limit: note, look: note, take: note });
    const isCarried = bus.carry(stretchOf(STRIP, SHAPE)) !== undefined;
    if (!isCarried) expect([bus.counters, bus.metrics(), bus.history(), asked]).toEqual([...before, 0]);
    return isCarried;
  };
  const listenTo = (selector: EventSelector) => (bus: EventBus) => bus.subscribe(selector, () => undefined);

  it.each([...QUIET_TYPES, '*', ['OrderFilled', 'AccountUpdated']] satisfies readonly EventSelector[])(
    'while somebody listens to %s and does not take stretches, and again when he has gone',
    (selector) => {
      expect(carriesWith(listenTo(selector))).toBe(false);
      expect(carriesWith((bus) => listenTo(selector)(bus)())).toBe(true);
    },
  );

  it('is not so for who listens to what no quiet cycle has, nor for who listens to all and takes stretches', () => {
    expect(carriesWith(listenTo(['OrderFilled', 'RegimeChanged']))).toBe(true);
    expect(carriesWith((bus) => bus.subscribe('*', () => undefined, { takesStretches: true }))).toBe(true);
  });

  it('while somebody looks at each event through a filter', () => {
    const filtered = { takesStretches: true, filter: () => false };
    expect(carriesWith((bus) => bus.subscribe('NewCandle', () => undefined, filtered))).toBe(false);
  });

  it('is not so where nobody ever listened to anything', () => {
    const bus = new EventBus({ clock: new VirtualClock() });
    expect(bus.carry(stretchOf(STRIP, SHAPE))?.cycles).toBeGreaterThan(0);
  });

  it('in asynchronous mode', () => {
    expect(carriesWith(() => undefined, { mode: 'asynchronous' })).toBe(false);
  });

  it('where somebody is told of every event, unless he does not want those of stretches', () => {
    const onPublish = (): void => undefined;
    expect(carriesWith(() => undefined, { onPublish })).toBe(false);
    expect(carriesWith(() => undefined, { onPublish, tellsOfStretches: true })).toBe(false);
    expect(carriesWith(() => undefined, { onPublish, tellsOfStretches: false })).toBe(true);
  });

  it('while an event is being handled', () => {
    const { bus } = together(STRIP, {});
    listenQuietly(bus);
    const carried: unknown[] = [];
    bus.subscribe('ServiceStarted', () => void carried.push(bus.carry(stretchOf(STRIP, SHAPE))));
    bus.publish({ type: 'ServiceStarted', service: 'one' });
    expect([carried, bus.counters]).toEqual([[undefined], { id: 1, roots: 1 }]);
  });
});

describe('those who take stretches', () => {
  /** Listeners that write down what they are asked; `cut` says to how many they shorten it. */
  function asked(cuts: readonly (readonly ['limit' | 'look', number] | undefined)[]): [string[], unknown] {
    const { bus } = together(STRIP, {});
    listenQuietly(bus);
    const calls: string[] = [];
    cuts.forEach((cut, place) => {
      const note = (call: 'limit' | 'look') => (stretch: { count: number; shorten(count: number): void }) => {
        calls.push(`${call} ${place} of ${stretch.count}`);
        if (cut?.[0] === call) stretch.shorten(cut[1]);
      };
      const take = (stretch: { count: number }): void => void calls.push(`take ${place} of ${stretch.count}`);
      bus.onStretch({ limit: note('limit'), look: note('look'), take });
    });
    return [calls, bus.carry(stretchOf(STRIP, SHAPE))?.cycles];
  }

  it('are asked for all limits before anybody looks, in the order in which they came, and take what is left', () => {
    expect(asked([['look', 3], ['limit', 4], undefined])).toEqual([
      ['limit 0 of 5', 'limit 1 of 5', 'limit 2 of 4', 'look 0 of 4', 'look 1 of 3', 'look 2 of 3'].concat([
        'take 0 of 3',
        'take 1 of 3',
        'take 2 of 3',
      ]),
      3,
    ]);
  });

  it('are not asked any more where nothing is left, and nobody takes it', () => {
    expect(asked([['limit', 0], undefined])).toEqual([['limit 0 of 5'], undefined]);
    expect(asked([undefined, ['look', 0], undefined])[0].slice(3)).toEqual(['look 0 of 5', 'look 1 of 5']);
  });
});
