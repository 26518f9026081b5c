/// <reference types="node" />
import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import type { EventBusOptions } from './event-bus-options.js';
import { EventBus } from './event-bus.js';
import type { CycleStartedEvent } from './market-events.js';
import type { OrderExpiredEvent } from './order-events.js';
import type { ClientOrderId } from './order.js';
import { QueueFullError } from './subscriber-queue.js';
import { systemClock } from './system-clock.js';
import { VirtualClock } from './virtual-clock.js';

const cycle = (number: number): CycleStartedEvent => ({
  type: 'CycleStarted',
  cycle: number,
  instant: 0,
  phase: 'live',
  idle: false,
});
// Any text will do for an id here.
const expired = (id: string): OrderExpiredEvent => ({
  type: 'OrderExpired',
  symbol: 'EURUSD',
  clientOrderId: id as ClientOrderId,
});

const newBus = (options: Partial<EventBusOptions> = {}): EventBus =>
  new EventBus({ clock: new VirtualClock(), mode: 'asynchronous', ...options });

/** A promise that the test settles. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** Lets everything run that can run now. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

describe('delivery in asynchronous mode', () => {
  it('begins after publish has returned', async () => {
    const bus = newBus();
    const got: number[] = [];
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(n));
    const envelope = bus.publish(cycle(1));
    expect([envelope.id, got]).toEqual([1, []]);
    await bus.idle();
    expect(got).toEqual([1]);
  });

  it('gives every subscriber the order of publishing, whatever the handlers wait for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.nat(3), { maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        async (waits) => {
          const bus = newBus();
          const got = waits.map((): number[] => []);
          waits.forEach((turns, place) => {
            bus.subscribe('CycleStarted', async ({ cycle: n }) => {
              for (let turn = 0; turn < (turns[n] ?? 0); turn += 1) await Promise.resolve();
              got[place]?.push(n);
            });
          });
          const numbers = Array.from({ length: 12 }, (_, n) => n);
          for (const n of numbers) bus.publish(cycle(n));
          await bus.idle();
          for (const one of got) expect(one).toEqual(numbers);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('goes round: one event to each subscriber in subscription order, then the next', async () => {
    const bus = newBus();
    const got: string[] = [];
    for (const name of ['A', 'B']) bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(`${name}${n}`));
    for (const n of [1, 2, 3]) bus.publish(cycle(n));
    await bus.idle();
    expect(got).toEqual(['A1', 'B1', 'A2', 'B2', 'A3', 'B3']);
  });

  it('hands a subscriber one event at a time', async () => {
    const bus = newBus();
    let running = 0;
    let most = 0;
    bus.subscribe('CycleStarted', async () => {
      running += 1;
      most = Math.max(most, running);
      await settle();
      running -= 1;
    });
    for (const n of [1, 2, 3]) bus.publish(cycle(n));
    await bus.idle();
    expect([running, most]).toEqual([0, 1]);
  });

  it('is not held up by a slow subscriber, and idle waits for it', async () => {
    const bus = newBus();
    const slow = gate();
    const got: string[] = [];
    let isIdle = false;
    bus.subscribe('CycleStarted', async ({ cycle: n }) => {
      await slow.opened;
      got.push(`slow ${n}`);
    });
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(`fast ${n}`));
    for (const n of [1, 2, 3]) bus.publish(cycle(n));
    const idle = bus.idle().then(() => (isIdle = true));
    await settle();
    expect(got).toEqual(['fast 1', 'fast 2', 'fast 3']);
    expect([isIdle, bus.metrics().queues.depth]).toEqual([false, 2]);
    slow.open();
    await idle;
    expect(got.slice(3)).toEqual(['slow 1', 'slow 2', 'slow 3']);
  });

  it('of what a handler publishes is awaited by idle too, and stays in its chain', async () => {
    const bus = newBus();
    bus.subscribe('CycleStarted', () => void bus.publish(expired('a')));
    bus.subscribe('OrderExpired', () => {});
    const root = bus.publish(cycle(1));
    await bus.idle();
    const [effect] = bus.history({ type: 'OrderExpired' });
    expect(effect).toMatchObject({ causationId: root.id, correlationId: root.correlationId });
    expect(bus.metrics().events_delivered).toBe(2);
  });

  it('asks the filter, and a filtered event is not delivered', async () => {
    const bus = newBus();
    const got: number[] = [];
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(n), { filter: ({ cycle: n }) => n > 1 });
    for (const n of [1, 2]) bus.publish(cycle(n));
    await bus.idle();
    expect(got).toEqual([2]);
    expect(bus.metrics().events_delivered).toBe(1);
  });

  it('ends for a subscriber that unsubscribes, also of what waits in its queue', async () => {
    const bus = newBus();
    const got: string[] = [];
    const end = bus.subscribe('CycleStarted', ({ cycle: n }) => {
      got.push(`first ${n}`);
      end();
    });
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(`second ${n}`));
    for (const n of [1, 2]) bus.publish(cycle(n));
    await bus.idle();
    expect(got).toEqual(['first 1', 'second 1', 'second 2']);
  });

  it('is idle when the last subscriber with waiting events goes', async () => {
    const bus = newBus();
    const end = bus.subscribe('CycleStarted', () => {});
    bus.publish(cycle(1));
    const idle = bus.idle();
    end();
    await expect(idle).resolves.toBeUndefined();
    expect(bus.metrics()).toMatchObject({ events_delivered: 0, queues: { depth: 0 } });
  });

  it('is idle at once where nothing waits', async () => {
    await expect(newBus().idle()).resolves.toBeUndefined();
  });
});

describe('a failing handler in asynchronous mode', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
  ])('that %s is told of, counted as failed and holds up nobody', async (_how, handler: () => Promise<void>) => {
    const errors: unknown[] = [];
    const bus = newBus({ onHandlerError: (error) => void errors.push((error as Error).message) });
    const got: number[] = [];
    bus.subscribe('CycleStarted', handler, { name: 'broken' });
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(n));
    const first = bus.publish(cycle(1));
    bus.publish(cycle(2));
    await bus.idle();
    expect(got).toEqual([1, 2]);
    expect(errors).toEqual(['boom', 'boom']);
    const [failed] = bus.history({ type: 'HandlerFailed' });
    expect(failed).toMatchObject({
      causationId: first.id,
      correlationId: first.correlationId,
      event: { subscriber: 'broken', eventType: 'CycleStarted', message: 'boom' },
    });
    expect(bus.metrics()).toMatchObject({ events_delivered: 2, handler_errors: 2 });
  });

  it('that listens to failures does not feed itself', async () => {
    const bus = newBus();
    bus.subscribe('*', () => Promise.reject(new Error('always')));
    bus.publish(cycle(1));
    await bus.idle();
    expect(bus.history().map(({ event }) => event.type)).toEqual(['CycleStarted', 'HandlerFailed']);
  });

  it('whose filter throws counts as failed once and takes nothing from those delivered', async () => {
    const bus = newBus();
    const filter = (): boolean => {
      throw new Error('bad filter');
    };
    bus.subscribe('CycleStarted', () => {}, { filter });
    bus.subscribe('CycleStarted', () => {});
    bus.publish(cycle(1));
    await bus.idle();
    expect(bus.metrics()).toMatchObject({ events_delivered: 1, handler_errors: 1 });
  });
});

describe('a full queue', () => {
  const full = (
    options: Partial<EventBusOptions> = {},
  ): { bus: EventBus; slow: ReturnType<typeof gate>; got: string[]; other: number[] } => {
    const bus = newBus({ queueLimit: 2, ...options });
    const slow = gate();
    const got: string[] = [];
    const other: number[] = [];
    const note = (event: CycleStartedEvent | OrderExpiredEvent): void =>
      void got.push(event.type === 'CycleStarted' ? String(event.cycle) : event.clientOrderId);
    bus.subscribe(
      ['CycleStarted', 'OrderExpired'],
      async (event) => {
        await slow.opened;
        note(event);
      },
      { name: 'slow one' },
    );
    bus.subscribe('CycleStarted', ({ cycle: n }) => void other.push(n));
    return { bus, slow, got, other };
  };

  /** One event in the handler's hands, two in its queue. */
  const fill = async (bus: EventBus): Promise<void> => {
    bus.publish(cycle(1));
    await settle();
    bus.publish(cycle(2));
    bus.publish(cycle(3));
    await settle();
  };

  it('with policy error refuses what publish sends, and nobody gets it', async () => {
    const { bus, slow, got, other } = full({ overflow: 'error' });
    await fill(bus);
    const before = bus.history().length;
    expect(() => bus.publish(cycle(4))).toThrow(QueueFullError);
    expect(() => bus.publish(cycle(4))).toThrow(/"slow one" is full \(2 events\).*'drop-oldest'/);
    expect(bus.history()).toHaveLength(before);
    slow.open();
    await bus.idle();
    expect([got, other]).toEqual([
      ['1', '2', '3'],
      [1, 2, 3],
    ]);
    expect(bus.publish(cycle(5)).id).toBe(4);
    await bus.idle();
  });

  it('with policy block loses nothing that publish sends, although it cannot wait', async () => {
    const { bus, slow, got } = full({ overflow: 'block' });
    await fill(bus);
    for (const n of [4, 5, 6]) bus.publish(cycle(n));
    expect(bus.metrics().queues.high_water).toBe(5);
    slow.open();
    await bus.idle();
    expect(got).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(bus.metrics().queues.dropped).toBe(0);
  });

  it('makes publishAsync wait until there is room', async () => {
    const { bus, slow, got, other } = full();
    await fill(bus);
    let published = false;
    const pending = bus.publishAsync(cycle(4)).then(() => (published = true));
    await settle();
    expect([published, other]).toEqual([false, [1, 2, 3]]);
    slow.open();
    await pending;
    await bus.idle();
    expect([got, other]).toEqual([
      ['1', '2', '3', '4'],
      [1, 2, 3, 4],
    ]);
  });

  it('lets any number of publishers wait, refuses none of them and never exceeds its limit', async () => {
    const { bus, slow, got } = full();
    await fill(bus);
    const pending = [4, 5, 6, 7, 8].map((n) => bus.publishAsync(cycle(n)));
    slow.open();
    await Promise.all(pending);
    await bus.idle();
    expect(got).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(bus.metrics().queues.high_water).toBe(2);
  });

  it('keeps a waiting event in the chain of the handler that published it', async () => {
    const { bus, slow } = full();
    bus.subscribe('FeedStale', () => bus.publishAsync(cycle(4)).then(() => {}));
    await fill(bus);
    const cause = bus.publish({ type: 'FeedStale', symbol: 'EURUSD', timeframe: '1', lastCloseTime: 0, ageMs: 1 });
    await settle();
    slow.open();
    await bus.idle();
    expect(bus.history({ type: 'CycleStarted' }).at(-1)).toMatchObject({
      causationId: cause.id,
      correlationId: cause.correlationId,
    });
  });

  it('lets a waiting publisher go on when its subscriber unsubscribes', async () => {
    const bus = newBus({ queueLimit: 1 });
    const never = gate();
    const end = bus.subscribe('CycleStarted', () => never.opened);
    bus.publish(cycle(1));
    await settle();
    bus.publish(cycle(2));
    const pending = bus.publishAsync(cycle(3));
    await settle();
    end();
    await expect(pending).resolves.toMatchObject({ event: cycle(3) });
  });

  it('with policy drop-oldest loses the oldest market event and counts it', async () => {
    const { bus, slow, got, other } = full({ overflow: 'drop-oldest' });
    await fill(bus);
    bus.publish(cycle(4));
    bus.publish(cycle(5));
    await settle();
    expect(bus.metrics().queues).toEqual({ depth: 2, high_water: 2, dropped: 2 });
    slow.open();
    await bus.idle();
    expect([got, other]).toEqual([
      ['1', '4', '5'],
      [1, 2, 3, 4, 5],
    ]);
  });

  it.each(['block', 'error', 'drop-oldest'] as const)(
    'with policy %s never loses or refuses an order event',
    async (overflow) => {
      const { bus, slow, got } = full({ overflow });
      bus.publish(expired('a'));
      await settle();
      for (const id of ['b', 'c', 'd', 'e']) bus.publish(expired(id));
      expect(bus.metrics().queues).toMatchObject({ depth: 4, high_water: 4, dropped: 0 });
      slow.open();
      await bus.idle();
      expect(got).toEqual(['a', 'b', 'c', 'd', 'e']);
    },
  );

  it('with policy drop-oldest drops market events from between order events, whatever comes in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (areOrders) => {
        const bus = newBus({ queueLimit: 2, overflow: 'drop-oldest' });
        const slow = gate();
        const got: string[] = [];
        bus.subscribe(['CycleStarted', 'OrderExpired'], async (event) => {
          await slow.opened;
          got.push(event.type === 'CycleStarted' ? `cycle ${event.cycle}` : event.clientOrderId);
        });
        bus.publish(expired('held'));
        await settle();
        areOrders.forEach((isOrder, n) => bus.publish(isOrder ? expired(`order ${n}`) : cycle(n)));
        slow.open();
        await bus.idle();
        const orders = areOrders.flatMap((isOrder, n) => (isOrder ? [`order ${n}`] : []));
        expect(got.filter((one) => one.startsWith('order'))).toEqual(orders);
        expect(got.length - 1 + bus.metrics().queues.dropped).toBe(areOrders.length);
      }),
      { numRuns: 50 },
    );
  });

  it('goes on working after many more events than it holds', async () => {
    const bus = newBus({ queueLimit: 10 });
    const got: number[] = [];
    bus.subscribe('CycleStarted', ({ cycle: n }) => void got.push(n));
    for (let n = 0; n < 1_000; n += 1) await bus.publishAsync(cycle(n));
    await bus.idle();
    expect(got).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });
});

describe('the hook around a handler', () => {
  it('lets what the handler awaits still know its event', async () => {
    const context = new AsyncLocalStorage<number>();
    const bus = newBus({ around: ({ id }, handle) => context.run(id, handle) });
    const seen: unknown[] = [];
    bus.subscribe('CycleStarted', async ({ cycle: n }) => {
      await settle();
      seen.push([n, context.getStore()]);
    });
    for (const n of [7, 8]) bus.publish(cycle(n));
    await bus.idle();
    expect(seen).toEqual([
      [7, 1],
      [8, 2],
    ]);
    expect(context.getStore()).toBeUndefined();
  });

  it('that throws counts as the failure of the handler', async () => {
    const bus = newBus({
      around: () => {
        throw new Error('no context');
      },
    });
    bus.subscribe('CycleStarted', () => {});
    bus.publish(cycle(1));
    await bus.idle();
    expect(bus.metrics()).toMatchObject({ events_delivered: 0, handler_errors: 1 });
  });
});

it('lets the event loop turn while two handlers feed each other', async () => {
  const bus = new EventBus({ clock: systemClock(), mode: 'asynchronous' });
  let rounds = 0;
  let stop = false;
  bus.subscribe('CycleStarted', ({ cycle: n }) => {
    rounds += 1;
    if (!stop) bus.publish(cycle(n + 1));
  });
  bus.publish(cycle(1));
  const turn = (): Promise<void> => new Promise((resolve) => systemClock().setTimer(1, resolve));
  while (rounds < 3_000) await turn();
  stop = true;
  await bus.idle();
  expect(rounds).toBeGreaterThanOrEqual(3_000);
});
