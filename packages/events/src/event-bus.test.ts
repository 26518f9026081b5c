import fc from 'fast-check';
import type { CycleStartedEvent } from './market-events.js';
import type { EventBusOptions } from './event-bus-options.js';
import { EventBus } from './event-bus.js';
import type { StrategyActivatedEvent, StrategyDeactivatedEvent } from './signal-events.js';
import type { ServiceStartedEvent } from './system-events.js';
import { VirtualClock } from './virtual-clock.js';

const activated = (strategy: string): StrategyActivatedEvent => ({
  type: 'StrategyActivated',
  strategy,
  symbol: 'EURUSD',
});
const deactivated = (strategy: string): StrategyDeactivatedEvent => ({
  type: 'StrategyDeactivated',
  strategy,
  symbol: 'EURUSD',
  reason: 'told to',
});
const started = (service: string): ServiceStartedEvent => ({ type: 'ServiceStarted', service });
const cycle = (number: number): CycleStartedEvent => ({
  type: 'CycleStarted',
  cycle: number,
  instant: 0,
  phase: 'live',
  idle: false,
});

const newBus = (options: Partial<EventBusOptions> = {}): EventBus =>
  new EventBus({ clock: new VirtualClock(1_000), ...options });
const types = (bus: EventBus): string[] => bus.history().map(({ event }) => event.type);

describe('who gets an event', () => {
  it('everyone who listens to its type, in subscription order, and nobody else', () => {
    const bus = newBus();
    const calls: string[] = [];
    bus.subscribe('StrategyActivated', ({ strategy }) => void calls.push(`first ${strategy}`));
    bus.subscribe('StrategyDeactivated', () => void calls.push('other'));
    bus.subscribe('StrategyActivated', ({ strategy }) => void calls.push(`second ${strategy}`));
    bus.publish(activated('a'));
    expect(calls).toEqual(['first a', 'second a']);
  });

  it('listeners to several types get each of them once, listeners to all get everything', () => {
    const bus = newBus();
    const several: string[] = [];
    const all: string[] = [];
    bus.subscribe(['StrategyActivated', 'ServiceStarted', 'StrategyActivated'], ({ type }) => void several.push(type));
    bus.subscribe('*', ({ type }) => void all.push(type));
    for (const event of [activated('a'), deactivated('a'), started('s')]) bus.publish(event);
    expect(several).toEqual(['StrategyActivated', 'ServiceStarted']);
    expect(all).toEqual(['StrategyActivated', 'StrategyDeactivated', 'ServiceStarted']);
  });

  it('only those whose filter is true; a filtered event counts as not delivered', () => {
    const bus = newBus();
    const got: string[] = [];
    bus.subscribe('StrategyActivated', ({ strategy }) => void got.push(strategy), {
      filter: ({ strategy }) => strategy === 'b',
    });
    for (const name of ['a', 'b', 'c']) bus.publish(activated(name));
    expect(got).toEqual(['b']);
    expect(bus.metrics().events_delivered).toBe(1);
  });

  it('nobody after unsubscribing, by the function or by the id, and only the first time says true', () => {
    const bus = newBus();
    const calls: string[] = [];
    const first = bus.subscribe('StrategyActivated', () => void calls.push('first'));
    const second = bus.subscribe('*', () => void calls.push('second'));
    expect([first.id, second.id]).toEqual(['sub_1_StrategyActivated', 'sub_2_all']);
    expect([first(), first(), bus.unsubscribe(first.id)]).toEqual([true, false, false]);
    expect([bus.unsubscribe(second.id), second(), bus.unsubscribe('sub_9_none')]).toEqual([true, false, false]);
    bus.publish(activated('a'));
    expect(calls).toEqual([]);
    expect(bus.metrics().subscription_count).toBe(0);
  });

  it('the next one too, when a handler unsubscribes itself', () => {
    const bus = newBus();
    const calls: string[] = [];
    const once = bus.subscribe('StrategyActivated', () => {
      calls.push('once');
      once();
    });
    bus.subscribe('StrategyActivated', () => void calls.push('next'));
    bus.publish(activated('a'));
    bus.publish(activated('b'));
    expect(calls).toEqual(['once', 'next', 'next']);
  });

  it('a subscription made or ended by a handler counts from the next event on', () => {
    const bus = newBus();
    const calls: string[] = [];
    let end = (): boolean => false;
    bus.subscribe('StrategyActivated', ({ strategy }) => {
      if (strategy !== 'a') return;
      end();
      bus.subscribe('StrategyActivated', (event) => void calls.push(`new ${event.strategy}`));
    });
    end = bus.subscribe('StrategyActivated', ({ strategy }) => void calls.push(`ended ${strategy}`));
    bus.publish(activated('a'));
    bus.publish(activated('b'));
    expect(calls).toEqual(['ended a', 'new b']);
  });

  it('the same object as was published, with its envelope', () => {
    const bus = newBus();
    const event = activated('a');
    let got: unknown;
    bus.subscribe('StrategyActivated', (...args) => void (got = args));
    const envelope = bus.publish(event);
    expect(got).toEqual([event, envelope]);
    expect(envelope.event).toBe(event);
  });
});

describe('the order of events', () => {
  it('is first in, first out: everyone gets the cause before anyone gets the effect', () => {
    const bus = newBus();
    const calls: string[] = [];
    bus.subscribe('StrategyActivated', () => {
      calls.push('A begins');
      bus.publish(deactivated('x'));
      calls.push('A ends');
    });
    bus.subscribe('StrategyDeactivated', () => void calls.push('effect'));
    bus.subscribe('StrategyActivated', () => void calls.push('A, the second'));
    bus.publish(activated('x'));
    expect(calls).toEqual(['A begins', 'A ends', 'A, the second', 'effect']);
  });

  it('is that of a queue, for any tree of events that follow from each other', () => {
    const depthIdentifier = fc.createDepthIdentifier();
    const tree = fc.letrec<{ node: Tree }>((tie) => ({
      node: fc.oneof({ maxDepth: 4, depthIdentifier }, fc.constant<Tree>([]), fc.array(tie('node'), { maxLength: 3 })),
    })).node;
    fc.assert(
      fc.property(tree, (root) => {
        const bus = newBus({ historyLimit: 100_000 });
        const numbers = breadthFirst(root);
        const got: string[] = [];
        bus.subscribe('ServiceStarted', ({ service }) => {
          got.push(service);
          for (const child of numbers.childrenOf(Number(service))) bus.publish(started(String(child)));
        });
        bus.publish(started('0'));
        expect(got).toEqual(numbers.all.map(String));
        // Ids follow the order of publishing, which is also that of delivery.
        expect(bus.history().map(({ id }) => id)).toEqual(numbers.all.map((n) => n + 1));
      }),
    );
  });

  it('runs to completion before the outermost publish returns', () => {
    const bus = newBus();
    bus.subscribe('CycleStarted', ({ cycle: n }) => void (n < 50 && bus.publish(cycle(n + 1))));
    bus.publish(cycle(1));
    expect(bus.history().map(({ event }) => event)).toHaveLength(50);
  });
});

type Tree = readonly Tree[];

/** Numbers the nodes of a tree level by level. */
function breadthFirst(root: Tree): { all: readonly number[]; childrenOf(n: number): readonly number[] } {
  const queue: Tree[] = [root];
  const children: number[][] = [];
  for (let n = 0; n < queue.length; n += 1) {
    children.push((queue[n] ?? []).map((child) => queue.push(child) - 1));
  }
  return { all: queue.map((_tree, n) => n), childrenOf: (n) => children[n] ?? [] };
}

describe('the envelope', () => {
  it('numbers events from 1 and takes the time from the clock', () => {
    const clock = new VirtualClock(5_000);
    const bus = newBus({ clock });
    const first = bus.publish(activated('a'));
    clock.advanceTo(6_000);
    const second = bus.publish(activated('b'));
    expect([first.id, first.at, second.id, second.at]).toEqual([1, 5_000, 2, 6_000]);
  });

  it('of an event published by a handler names its cause and inherits the correlation id', () => {
    const bus = newBus();
    bus.subscribe('CycleStarted', () => void bus.publish(activated('a')));
    bus.subscribe('StrategyActivated', () => void bus.publish(deactivated('a')));
    const root = bus.publish(cycle(1));
    const chain = bus.history();
    expect(chain.map(({ id, causationId }) => [id, causationId])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect(new Set(chain.map(({ correlationId }) => correlationId))).toEqual(new Set([root.correlationId]));
  });

  it('names the cause that is given, also inside a handler', () => {
    const bus = newBus();
    const order = bus.publish(activated('order'));
    const later = bus.publish(deactivated('order'), order);
    expect([later.causationId, later.correlationId]).toEqual([order.id, order.correlationId]);
    bus.subscribe('CycleStarted', () => void bus.publish(started('answer'), { id: 77, correlationId: 'my own text' }));
    bus.publish(cycle(1));
    const [answer] = bus.history({ type: 'ServiceStarted' });
    expect([answer?.causationId, answer?.correlationId]).toEqual([77, 'my own text']);
  });

  it('of a root has a correlation id of its own: 8 hex characters, all different', () => {
    const bus = newBus();
    const ids = Array.from({ length: 5_000 }, (_, n) => bus.publish(cycle(n)).correlationId);
    expect(new Set(ids).size).toBe(5_000);
    expect(ids.filter((id) => !/^[0-9a-f]{8}$/.test(id))).toEqual([]);
  });

  it('is what `current` gives while a handler runs, and nothing before and after', () => {
    const bus = newBus();
    const seen: unknown[] = [bus.current];
    bus.subscribe('CycleStarted', (_event, envelope) => void seen.push(bus.current === envelope));
    bus.publish(cycle(1));
    seen.push(bus.current);
    expect(seen).toEqual([undefined, true, undefined]);
  });

  it('is the same in two runs over the same events', () => {
    const run = (): unknown => {
      const bus = newBus();
      bus.subscribe('CycleStarted', ({ cycle: n }) => void bus.publish(activated(String(n))));
      for (let n = 0; n < 20; n += 1) bus.publish(cycle(n));
      return bus.history();
    };
    expect(run()).toEqual(run());
  });

  it('goes on from the counters of an earlier run as if there had been no break', () => {
    const whole = newBus();
    for (let n = 0; n < 5; n += 1) whole.publish(deactivated('child'), whole.publish(cycle(n)));
    const first = newBus();
    for (let n = 0; n < 2; n += 1) first.publish(deactivated('child'), first.publish(cycle(n)));
    expect(first.counters).toEqual({ id: 4, roots: 2 });
    const second = newBus({ continueFrom: first.counters });
    for (let n = 2; n < 5; n += 1) second.publish(deactivated('child'), second.publish(cycle(n)));
    expect([...first.history(), ...second.history()]).toEqual(whole.history());
  });
});

describe('a handler that throws', () => {
  it('stops nobody, and a HandlerFailed follows in the same chain', () => {
    const errors: unknown[] = [];
    const bus = newBus({ onHandlerError: (error, subscriber, { id }) => void errors.push([error, subscriber, id]) });
    const calls: string[] = [];
    const boom = new Error('no price');
    bus.subscribe('StrategyActivated', () => void calls.push('before'));
    bus.subscribe(
      'StrategyActivated',
      () => {
        throw boom;
      },
      { name: 'risk gate' },
    );
    bus.subscribe('StrategyActivated', () => void calls.push('after'));
    const { id, correlationId } = bus.publish(activated('a'));
    expect(calls).toEqual(['before', 'after']);
    const [failed] = bus.history({ type: 'HandlerFailed' });
    expect(failed).toMatchObject({ correlationId, causationId: id });
    expect(failed?.event).toEqual({
      type: 'HandlerFailed',
      subscriber: 'risk gate',
      eventType: 'StrategyActivated',
      eventId: id,
      symbol: 'EURUSD',
      message: 'no price',
    });
    expect(errors).toEqual([[boom, 'risk gate', id]]);
  });

  it('is told of once for each that throws, and without a symbol where the event has none', () => {
    const bus = newBus();
    const fail = (text: string) => (): never => {
      throw text as unknown as Error;
    };
    bus.subscribe('ServiceStarted', fail('one'));
    bus.subscribe('ServiceStarted', fail('two'));
    bus.publish(started('s'));
    expect(bus.history({ type: 'HandlerFailed' }).map(({ event }) => event)).toEqual([
      {
        type: 'HandlerFailed',
        subscriber: 'sub_1_ServiceStarted',
        eventType: 'ServiceStarted',
        eventId: 1,
        message: 'one',
      },
      {
        type: 'HandlerFailed',
        subscriber: 'sub_2_ServiceStarted',
        eventType: 'ServiceStarted',
        eventId: 1,
        message: 'two',
      },
    ]);
  });

  it('can be the last or the only one', () => {
    const bus = newBus();
    const calls: string[] = [];
    bus.subscribe('ServiceStarted', () => void calls.push('first'));
    bus.subscribe('ServiceStarted', () => {
      throw new Error('last');
    });
    bus.publish(started('s'));
    bus.publish(started('s'));
    expect(calls).toEqual(['first', 'first']);
    expect(types(bus)).toEqual(['ServiceStarted', 'HandlerFailed', 'ServiceStarted', 'HandlerFailed']);
  });

  it('for HandlerFailed is counted and does not feed itself', () => {
    const bus = newBus();
    bus.subscribe('*', () => {
      throw new Error('always');
    });
    bus.publish(started('s'));
    expect(types(bus)).toEqual(['ServiceStarted', 'HandlerFailed']);
    expect(bus.metrics().handler_errors).toBe(2);
  });

  it('in its filter counts as one that throws', () => {
    const bus = newBus();
    const calls: string[] = [];
    const filter = (): boolean => {
      throw new Error('bad filter');
    };
    bus.subscribe('ServiceStarted', () => void calls.push('filtered'), { filter });
    bus.subscribe('ServiceStarted', () => void calls.push('next'));
    bus.publish(started('s'));
    expect(calls).toEqual(['next']);
    expect(bus.history({ type: 'HandlerFailed' })).toHaveLength(1);
    expect(bus.metrics()).toMatchObject({ events_delivered: 1, handler_errors: 1 });
  });

  it('later, by a promise, is told of too and does not count as delivered', async () => {
    const bus = newBus();
    bus.subscribe('StrategyActivated', () => Promise.reject(new Error('too late')), { name: 'slow' });
    bus.subscribe('StrategyActivated', () => Promise.resolve());
    const { id, correlationId } = bus.publish(activated('a'));
    expect(types(bus)).toEqual(['StrategyActivated']);
    await Promise.resolve();
    await Promise.resolve();
    const [failed] = bus.history({ type: 'HandlerFailed' });
    expect(failed).toMatchObject({
      correlationId,
      causationId: id,
      event: { subscriber: 'slow', message: 'too late' },
    });
    expect(bus.metrics()).toMatchObject({ events_delivered: 1, handler_errors: 1 });
  });

  it('never keeps an event from any other handler, whoever throws', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (throwing) => {
        const bus = newBus();
        const got: number[] = [];
        throwing.forEach((throws, place) => {
          bus.subscribe('ServiceStarted', () => {
            got.push(place);
            if (throws) throw new Error(String(place));
          });
        });
        bus.publish(started('s'));
        expect(got).toEqual(throwing.map((_throws, place) => place));
        expect(bus.metrics().handler_errors).toBe(throwing.filter(Boolean).length);
        expect(bus.history({ type: 'HandlerFailed' })).toHaveLength(throwing.filter(Boolean).length);
      }),
    );
  });
});

describe('two handlers that feed each other', () => {
  it('are stopped with an error that says so, and the bus works on', () => {
    const bus = newBus();
    const endActivated = bus.subscribe('StrategyActivated', () => void bus.publish(deactivated('x')));
    bus.subscribe('StrategyDeactivated', () => void bus.publish(activated('x')));
    expect(() => bus.publish(activated('x'))).toThrow('two handlers feed each other');
    expect(bus.current).toBeUndefined();
    endActivated();
    const calls: string[] = [];
    bus.subscribe('*', ({ type }) => void calls.push(type));
    bus.publish(started('s'));
    expect(calls).toEqual(['ServiceStarted']);
  });
});

describe('a hook that throws', () => {
  it('reaches whoever published, that event goes to nobody, and the others arrive once and in order', () => {
    const bus = newBus({
      onPublish: ({ event }) => {
        if (event.type === 'StrategyActivated') throw new Error('hook');
      },
    });
    const calls: string[] = [];
    bus.subscribe('CycleStarted', () => {
      bus.publish(started('before'));
      expect(() => bus.publish(activated('broken'))).toThrow('hook');
      bus.publish(started('after'));
    });
    bus.subscribe('ServiceStarted', ({ service }) => void calls.push(service));
    bus.subscribe('StrategyActivated', () => void calls.push('delivered'));
    bus.publish(cycle(1));
    expect(() => bus.publish(activated('broken'))).toThrow('hook');
    expect(bus.current).toBeUndefined();
    bus.publish(started('next'));
    expect(calls).toEqual(['before', 'after', 'next']);
  });
});

it('goes on delivering after the hook for handler errors threw', () => {
  let isBroken = true;
  const bus = newBus({
    onHandlerError: () => {
      if (isBroken) throw new Error('log is full');
    },
  });
  const calls: string[] = [];
  bus.subscribe('CycleStarted', () => {
    throw new Error('handler');
  });
  bus.subscribe('ServiceStarted', ({ service }) => void calls.push(service));
  expect(() => bus.publish(cycle(1))).toThrow('log is full');
  expect(bus.current).toBeUndefined();
  isBroken = false;
  bus.publish(started('next'));
  expect(calls).toEqual(['next']);
});

describe('the hook for published events', () => {
  it('is told of every event before it is delivered', () => {
    const calls: string[] = [];
    const bus = newBus({ onPublish: ({ id, event }) => void calls.push(`log ${id} ${event.type}`) });
    bus.subscribe('CycleStarted', () => {
      calls.push('handled');
      bus.publish(started('s'));
    });
    bus.publish(cycle(1));
    expect(calls).toEqual(['log 1 CycleStarted', 'handled', 'log 2 ServiceStarted']);
  });
});

describe('the history', () => {
  const filled = (limit: number, count: number): EventBus => {
    const bus = newBus({ historyLimit: limit });
    for (let n = 1; n <= count; n += 1) bus.publish(n % 2 === 0 ? activated(`S${n}`) : deactivated(`S${n}`));
    return bus;
  };

  it('is that of 1000 events where nothing is said', () => {
    const bus = newBus();
    for (let n = 0; n < 1_005; n += 1) bus.publish(cycle(n));
    const ids = bus.history().map(({ id }) => id);
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([1_000, 6, 1_005]);
  });

  it('keeps the newest, oldest first, for any size and number of events', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(30), fc.nat(10), (limit, count, wanted) => {
        const ids = filled(limit, count)
          .history({ limit: wanted })
          .map(({ id }) => id);
        const all = Array.from({ length: count }, (_, n) => n + 1);
        const kept = all.slice(Math.max(0, count - limit));
        expect(ids).toEqual(wanted === 0 ? kept : kept.slice(Math.max(0, kept.length - wanted)));
      }),
    );
  });

  it('answers by type, by correlation id and by both', () => {
    const bus = newBus();
    bus.subscribe('CycleStarted', ({ cycle: n }) => void bus.publish(activated(`S${n}`)));
    const first = bus.publish(cycle(1));
    bus.publish(cycle(2));
    expect(bus.history({ type: 'StrategyActivated' }).map(({ event }) => event.strategy)).toEqual(['S1', 'S2']);
    expect(bus.history({ correlationId: first.correlationId }).map(({ id }) => id)).toEqual([1, 2]);
    expect(bus.history({ type: 'CycleStarted', correlationId: first.correlationId }).map(({ id }) => id)).toEqual([1]);
    expect(bus.history({ correlationId: 'nobody' })).toEqual([]);
  });

  it('takes the newest of those that match, and limit 0 means all', () => {
    const bus = filled(100, 9);
    expect(bus.history({ type: 'StrategyActivated', limit: 2 }).map(({ id }) => id)).toEqual([6, 8]);
    expect(bus.history({ type: 'StrategyActivated', limit: 0 }).map(({ id }) => id)).toEqual([2, 4, 6, 8]);
  });

  it('can be cleared and fills again', () => {
    const bus = filled(3, 5);
    bus.clearHistory();
    expect(bus.history()).toEqual([]);
    expect(bus.metrics().event_history_size).toBe(0);
    bus.publish(started('s'));
    expect(bus.history().map(({ id }) => id)).toEqual([6]);
  });

  it('has an event before it is delivered', () => {
    const bus = newBus();
    let seen = 0;
    bus.subscribe('ServiceStarted', () => void (seen = bus.history().length));
    bus.publish(started('s'));
    expect(seen).toBe(1);
  });
});

describe('the metrics', () => {
  it('count by type: published, delivered and failed', () => {
    const bus = newBus();
    bus.subscribe('StrategyActivated', () => {});
    bus.subscribe('StrategyActivated', () => {
      throw new Error('x');
    });
    bus.publish(activated('a'));
    bus.publish(activated('b'));
    bus.publish(started('s'));
    expect(bus.metrics().by_type).toEqual({
      StrategyActivated: { published: 2, delivered: 2, failed: 2 },
      HandlerFailed: { published: 2, delivered: 0, failed: 0 },
      ServiceStarted: { published: 1, delivered: 0, failed: 0 },
    });
    expect(bus.metrics()).toMatchObject({ events_published: 5, events_delivered: 2, handler_errors: 2 });
  });

  it('measure the delivery of one event in 1,024, the first included', () => {
    let now = 0;
    const bus = newBus({ monotonicMs: () => now });
    let tookMs = 0;
    bus.subscribe('CycleStarted', () => void (now += tookMs));
    for (let n = 1; n <= 2_049; n += 1) {
      tookMs = n === 1 ? 2 : n === 1_025 ? 4 : n === 2_049 ? 9 : 1_000;
      bus.publish(cycle(n));
    }
    expect(bus.metrics().delivery_time).toEqual({ samples: 3, mean_us: 5_000, max_us: 9_000 });
  });

  it('measure nothing without a monotonic clock', () => {
    const bus = newBus();
    bus.publish(started('s'));
    expect(bus.metrics().delivery_time).toEqual({ samples: 0, mean_us: 0, max_us: 0 });
  });

  it('show empty queues, and idle settles, for there is nothing to wait for', async () => {
    const bus = newBus();
    bus.publish(started('s'));
    await bus.idle();
    expect(bus.metrics().queues).toEqual({ depth: 0, high_water: 0, dropped: 0 });
  });
});

describe('publishAsync in synchronous mode', () => {
  it('is publish: delivered in the same turn, below the event that is handled', async () => {
    const bus = newBus();
    const calls: string[] = [];
    bus.subscribe('CycleStarted', () => void bus.publishAsync(started('s')).then(() => calls.push('settled')));
    bus.subscribe('ServiceStarted', (_event, { causationId }) => void calls.push(`caused by ${causationId}`));
    bus.publish(cycle(1));
    expect(calls).toEqual(['caused by 1']);
    await Promise.resolve();
    await Promise.resolve();
    expect(calls).toEqual(['caused by 1', 'settled']);
  });
});
