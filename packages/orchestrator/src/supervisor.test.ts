import type { ClientOrderId, Envelope, EventOf, EventType, Fill, TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import type { EventDrivenService } from '@q/services';
import { defineService } from '@q/services';
import type { SupervisorOptions } from './supervisor.js';
import { Supervisor } from './supervisor.js';

const candle = (closeTime: number) => ({
  openTime: closeTime - 60_000,
  closeTime,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 0,
  bars: 1,
});
const newCandle = (symbol: string, closeTime = 60_000) =>
  ({ type: 'NewCandle', symbol, timeframe: '1', candle: candle(closeTime), phase: 'live' }) as const;
const orderFilled = (symbol: string, tradeId: string) => {
  // Any text will do for an id here.
  const fill = { tradeId, symbol, clientOrderId: 'a' as ClientOrderId } as Fill;
  return { type: 'OrderFilled', symbol, fill } as const;
};

/** A service that fails as often as it is told to, and keeps what it handled. */
function fragile(name = 'Fragile', on: readonly EventType[] = ['NewCandle', 'OrderFilled']) {
  const handled: TradingEvent[] = [];
  const restarts: string[] = [];
  const state = { failures: new Map<string, number>() };
  const handle = (event: TradingEvent & { readonly symbol?: string }): void => {
    const symbol = event.symbol ?? '';
    const left = state.failures.get(symbol) ?? 0;
    if (left > 0) {
      state.failures.set(symbol, left - 1);
      throw new Error(`${symbol} breaks`);
    }
    handled.push(event);
  };
  const service = defineService({
    name,
    produces: [],
    on: Object.fromEntries(on.map((type) => [type, handle])),
    restart: (_emit, { symbol, ownFailure }) =>
      void restarts.push(`${name} ${symbol ?? 'all'}${ownFailure ? ' own' : ''}`),
  });
  return {
    service,
    handled,
    restarts,
    fail: (symbol: string, times: number) => void state.failures.set(symbol, times),
  };
}

class Desk {
  readonly clock = new VirtualClock();
  readonly bus: EventBus;
  readonly supervisor: Supervisor;
  readonly events: TradingEvent[] = [];
  readonly halts: string[] = [];

  constructor(
    services: readonly EventDrivenService[],
    options: Partial<SupervisorOptions> = {},
    mode: 'synchronous' | 'asynchronous' = 'synchronous',
  ) {
    this.bus = new EventBus({
      clock: this.clock,
      mode,
      onHandlerError: (_error, _name, envelope: Envelope) => this.supervisor.noteFailure(envelope),
    });
    this.bus.subscribe('*', (event) => void this.events.push(event), { name: 'recorder' });
    this.supervisor = new Supervisor({
      bus: this.bus,
      clock: this.clock,
      services,
      isInLine: () => true,
      enableAutoRestart: true,
      maxRestarts: 3,
      restartWindowMs: 60_000,
      onServiceFailure: 'degrade',
      seed: 7,
      onHalt: (reason) => void this.halts.push(reason),
      ...options,
    });
    this.supervisor.attach();
  }

  /** Long enough for every back-off so far. */
  pass(ms = 3_000): void {
    this.clock.advanceTo(this.clock.now() + ms);
  }

  of<T extends EventType>(type: T): readonly EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  status(name: string, symbol: string): string | undefined {
    return this.supervisor.services.find(({ service }) => service.name === name)?.laneOf(symbol).status;
  }
}

test('a service that fails on one symbol is restarted for it; the others, and its other symbols, never stop', () => {
  const broken = fragile();
  const neighbour = fragile('Neighbour');
  const desk = new Desk([broken.service, neighbour.service]);
  broken.fail('EURUSD', 1);
  desk.bus.publish(newCandle('EURUSD'));
  expect(desk.supervisor.isOnHold('EURUSD')).toBe(true);
  expect(desk.supervisor.isOnHold('XAUUSD')).toBe(false);
  desk.bus.publish(newCandle('XAUUSD'));
  expect(broken.handled.map((event) => 'symbol' in event && event.symbol)).toEqual(['XAUUSD']);
  desk.pass();
  expect(desk.of('ServiceRestarted')).toEqual([
    { type: 'ServiceRestarted', service: 'Fragile', symbol: 'EURUSD', restarts: 1 },
  ]);
  expect(desk.supervisor.isOnHold('EURUSD')).toBe(false);
  desk.bus.publish(newCandle('EURUSD'));
  expect(broken.handled).toHaveLength(2);
  expect(neighbour.handled).toHaveLength(3);
  expect(neighbour.restarts).toEqual([]);
});

test.each([0, 1, 3])(
  'max_restarts %i: so many restarts in a row, not one more, then it has failed on this symbol alone',
  (maxRestarts) => {
    const broken = fragile();
    const desk = new Desk([broken.service], { maxRestarts });
    broken.fail('EURUSD', 100);
    for (let time = 0; time < 20; time += 1) {
      desk.bus.publish(newCandle('EURUSD'));
      desk.pass();
    }
    expect(desk.of('ServiceRestarted').map(({ restarts }) => restarts)).toEqual([1, 2, 3].slice(0, maxRestarts));
    expect(desk.of('ServiceFailed')).toMatchObject([{ service: 'Fragile', symbol: 'EURUSD', reaction: 'degrade' }]);
    expect(desk.of('ServiceFailed')[0]?.reason).toContain('EURUSD breaks');
    expect(desk.status('Fragile', 'EURUSD')).toBe('failed');
    expect(desk.supervisor.isOnHold('EURUSD')).toBe(false);
    desk.bus.publish(newCandle('XAUUSD'));
    expect(broken.handled).toHaveLength(1);
    expect(desk.halts).toEqual([]);
  },
);

test('the window counts restarts also where it worked in between, and forgets those that are older', () => {
  const often = fragile();
  const desk = new Desk([often.service], { maxRestarts: 3 });
  const failOnce = (everyMs: number): void => {
    often.fail('EURUSD', 1);
    desk.bus.publish(newCandle('EURUSD'));
    desk.pass(everyMs);
    desk.bus.publish(newCandle('EURUSD'));
  };
  for (let time = 0; time < 12; time += 1) failOnce(25_000);
  expect(desk.of('ServiceFailed')).toEqual([]);
  for (let time = 0; time < 4; time += 1) failOnce(10_000);
  expect(desk.of('ServiceFailed')).toHaveLength(1);
});

test('the back-off doubles, with jitter from the seed: the same seed waits the same, another one differently', () => {
  const waits = (seed: number): readonly number[] => {
    const broken = fragile();
    const desk = new Desk([broken.service], { seed, maxRestarts: 6, restartWindowMs: 3_600_000 });
    broken.fail('EURUSD', 6);
    return Array.from({ length: 6 }, () => {
      const from = desk.clock.now();
      desk.bus.publish(newCandle('EURUSD'));
      const due = desk.clock.nextDue ?? NaN;
      desk.clock.advanceTo(due);
      return due - from;
    });
  };
  const first = waits(7);
  first.forEach((ms, index) => expect(ms).toBeLessThanOrEqual(250 * 2 ** index));
  expect(waits(7)).toEqual(first);
  expect(waits(8)).not.toEqual(first);
});

test('restarts go from the failed service to the front of the line, never behind it', () => {
  const [front, middle, behind] = [fragile('Front'), fragile('Middle'), fragile('Behind')];
  const order: string[] = [];
  for (const { restarts } of [front, middle, behind]) restarts.push = (...items: string[]) => order.push(...items);
  const desk = new Desk([front.service, middle.service, behind.service]);
  middle.fail('EURUSD', 1);
  desk.bus.publish(newCandle('EURUSD'));
  desk.pass();
  expect(order).toEqual(['Middle EURUSD own', 'Front EURUSD']);
});

describe('orders and fills', () => {
  const ids = (handled: readonly TradingEvent[]): readonly string[] =>
    handled.flatMap((event) => (event.type === 'OrderFilled' ? [event.fill.tradeId] : []));

  test('wait for a service that is away and are handled after it, in their order, each once', () => {
    const broken = fragile();
    const desk = new Desk([broken.service]);
    broken.fail('EURUSD', 1);
    desk.bus.publish(orderFilled('EURUSD', '1'));
    desk.bus.publish(orderFilled('EURUSD', '2'));
    desk.bus.publish(orderFilled('XAUUSD', 'x'));
    desk.pass();
    desk.bus.publish(orderFilled('EURUSD', '3'));
    expect(ids(broken.handled)).toEqual(['x', '1', '2', '3']);
  });

  test('one that fails again and again waits again, and the ones behind it stay behind it', () => {
    const broken = fragile();
    const desk = new Desk([broken.service]);
    broken.fail('EURUSD', 3);
    desk.bus.publish(orderFilled('EURUSD', '1'));
    desk.bus.publish(orderFilled('EURUSD', '2'));
    for (let time = 0; time < 5; time += 1) desk.pass();
    expect(ids(broken.handled)).toEqual(['1', '2']);
    expect(desk.of('ServiceRestarted')).toHaveLength(3);
    expect(desk.of('ServiceFailed')).toEqual([]);
  });

  test('a handled one counts as work: failures in a row start anew', () => {
    const broken = fragile();
    const desk = new Desk([broken.service]);
    broken.fail('EURUSD', 1);
    desk.bus.publish(orderFilled('EURUSD', '1'));
    desk.pass();
    expect(desk.supervisor.services[0]?.laneOf('EURUSD').consecutiveFailures).toBe(0);
  });

  test('a promise that is rejected while waiting events are handed over is a failure like any other', async () => {
    let fails = 2;
    const late = defineService({
      name: 'Late',
      produces: [],
      on: {
        OrderFilled: async () => {
          await Promise.resolve();
          fails -= 1;
          if (fails >= 0) throw new Error('late');
        },
      },
    });
    const desk = new Desk([late]);
    desk.bus.publish(orderFilled('EURUSD', '1'));
    for (let time = 0; time < 4; time += 1) {
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
      desk.pass();
    }
    expect(desk.of('HandlerFailed')).toHaveLength(2);
    expect(desk.of('ServiceRestarted')).toHaveLength(2);
    expect(fails).toBe(-1);
  });
});

test('in asynchronous mode no candle is lost that waited in the queue of a service that failed', async () => {
  const broken = fragile();
  const desk = new Desk([broken.service], {}, 'asynchronous');
  broken.fail('EURUSD', 1);
  for (const minute of [1, 2, 3, 4]) desk.bus.publish(newCandle('EURUSD', minute * 60_000));
  await desk.bus.idle();
  desk.pass();
  await desk.bus.idle();
  const closes = broken.handled.flatMap((event) =>
    event.type === 'NewCandle' ? [event.candle.closeTime / 60_000] : [],
  );
  expect(closes).toEqual([2, 3, 4]);
});

test('with enable_auto_restart off nothing is restarted and nobody is kept away', () => {
  const broken = fragile();
  const desk = new Desk([broken.service], { enableAutoRestart: false });
  broken.fail('EURUSD', 2);
  for (let time = 0; time < 4; time += 1) {
    desk.bus.publish(newCandle('EURUSD'));
    desk.pass();
  }
  expect(desk.of('ServiceRestarted')).toEqual([]);
  expect(desk.of('HandlerFailed')).toHaveLength(2);
  expect(broken.handled).toHaveLength(2);
});

test('on_service_failure halt stops the system at the first service that failed', () => {
  const broken = fragile();
  const desk = new Desk([broken.service], { maxRestarts: 0, onServiceFailure: 'halt' });
  broken.fail('EURUSD', 1);
  desk.bus.publish(newCandle('EURUSD'));
  expect(desk.of('ServiceFailed')).toMatchObject([{ reaction: 'halt' }]);
  expect(desk.halts).toHaveLength(1);
});

test('with degrade, more than three failed services within ten minutes stop the system; slower ones do not', () => {
  const stops = (everyMs: number): number => {
    const broken = fragile();
    const desk = new Desk([broken.service], { maxRestarts: 0 });
    for (const symbol of ['A', 'B', 'C', 'D']) {
      broken.fail(symbol, 1);
      desk.bus.publish(newCandle(symbol));
      desk.pass(everyMs);
    }
    return desk.halts.length;
  };
  expect(stops(60_000)).toBe(1);
  expect(stops(400_000)).toBe(0);
});

test('a restart that fails itself uses up the budget too', () => {
  const stuck = defineService({
    name: 'Stuck',
    produces: [],
    on: {
      NewCandle: () => {
        throw new Error('first');
      },
    },
    restart: () => {
      throw new Error('cannot start');
    },
  });
  const desk = new Desk([stuck], { maxRestarts: 2 });
  desk.bus.publish(newCandle('EURUSD'));
  for (let time = 0; time < 5; time += 1) desk.pass();
  expect(desk.of('ServiceFailed')).toHaveLength(1);
  expect(desk.of('ServiceFailed')[0]?.reason).toContain('cannot start');
  expect(desk.supervisor.isOnHold('EURUSD')).toBe(false);
});

test('rows that are sent again after a restart are no success: a service that fails on every live one uses up its budget', () => {
  const row = (phase: 'live' | 'warm-up') => ({ ...newCandle('EURUSD'), phase }) as const;
  const feeding = defineService({
    name: 'Feeding',
    produces: ['NewCandle'],
    on: {},
    restart: (emit) => void emit(row('warm-up')),
  });
  const failing = defineService({
    name: 'Failing',
    produces: [],
    on: {
      NewCandle: ({ phase }) => {
        if (phase === 'live') throw new Error('every time');
      },
    },
  });
  const desk = new Desk([feeding, failing], { maxRestarts: 3 });
  for (let time = 0; time < 10; time += 1) {
    desk.bus.publish(row('live'));
    desk.pass(60_000);
  }
  expect(desk.of('ServiceRestarted')).toHaveLength(3);
  expect(desk.of('ServiceFailed')).toHaveLength(1);
});

describe('a restart by hand', () => {
  test('brings back what had failed, with a budget of its own', () => {
    const broken = fragile();
    const desk = new Desk([broken.service], { maxRestarts: 1 });
    broken.fail('EURUSD', 2);
    for (let time = 0; time < 3; time += 1) {
      desk.bus.publish(newCandle('EURUSD'));
      desk.pass();
    }
    expect(desk.status('Fragile', 'EURUSD')).toBe('failed');
    desk.supervisor.restart('Fragile', 'EURUSD');
    desk.bus.publish(newCandle('EURUSD'));
    expect(broken.handled).toHaveLength(1);
    expect(desk.status('Fragile', 'EURUSD')).toBe('running');
    desk.pass(120_000);
    broken.fail('EURUSD', 1);
    desk.bus.publish(newCandle('EURUSD'));
    desk.pass();
    expect(desk.status('Fragile', 'EURUSD')).toBe('running');
  });

  test('without a symbol restarts it as a whole, also where it had failed', () => {
    const broken = fragile('Fragile', ['CycleStarted']);
    const desk = new Desk([broken.service], { maxRestarts: 0 });
    broken.fail('', 1);
    desk.bus.publish({ type: 'CycleStarted', cycle: 1, instant: 0, phase: 'live', idle: false });
    expect(desk.supervisor.services[0]?.status).toBe('failed');
    desk.supervisor.restart('Fragile');
    expect(broken.restarts).toEqual(['Fragile all own']);
    expect(desk.supervisor.services[0]?.status).not.toBe('failed');
    desk.bus.publish({ type: 'CycleStarted', cycle: 2, instant: 0, phase: 'live', idle: false });
    expect(broken.handled).toHaveLength(1);
  });

  test('without a symbol also brings back the symbols on which it had failed', () => {
    const broken = fragile();
    const desk = new Desk([broken.service], { maxRestarts: 0 });
    broken.fail('EURUSD', 1);
    desk.bus.publish(newCandle('EURUSD'));
    desk.supervisor.restart('Fragile');
    desk.bus.publish(newCandle('EURUSD'));
    expect(broken.handled).toHaveLength(1);
  });

  test('of an unknown service is an error that names those there are', () => {
    const desk = new Desk([fragile('One').service, fragile('Two').service]);
    expect(() => desk.supervisor.restart('Three')).toThrow('there is no service "Three"; there are: One, Two');
  });
});

test('after detach no restart comes any more', () => {
  const broken = fragile();
  const desk = new Desk([broken.service]);
  broken.fail('EURUSD', 1);
  desk.bus.publish(newCandle('EURUSD'));
  desk.supervisor.detach();
  desk.pass(600_000);
  expect(desk.of('ServiceRestarted')).toEqual([]);
});

test('a listener that is no service of ours may fail without consequences', () => {
  const broken = fragile();
  const desk = new Desk([broken.service]);
  desk.bus.subscribe(
    'NewCandle',
    () => {
      throw new Error('mine');
    },
    { name: 'Stranger' },
  );
  desk.bus.publish(newCandle('EURUSD'));
  desk.pass();
  expect(desk.of('HandlerFailed')).toMatchObject([{ subscriber: 'Stranger', message: 'mine' }]);
  expect(broken.handled).toHaveLength(1);
});
