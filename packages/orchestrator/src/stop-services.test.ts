import type { Broker, CandleFeed } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import { defineService } from '@q/services';
import { stopServices } from './stop-services.js';
import { SupervisedService } from './supervised-service.js';

function desk(stops: Readonly<Record<string, () => void | Promise<void>>>) {
  const clock = new VirtualClock();
  const bus = new EventBus({ clock });
  const order: string[] = [];
  const services = Object.entries(stops).map(([name, stop]) => {
    const service = defineService({
      name,
      produces: [],
      on: {},
      stop: () => {
        order.push(name);
        return stop();
      },
    });
    return new SupervisedService(service, { maxRestarts: 1, windowMs: 1 });
  });
  const closes = (name: string) => () => {
    order.push(name);
    return Promise.resolve();
  };
  // Nothing but closing is asked of them here.
  const feed = { close: closes('feed') } as unknown as CandleFeed;
  const broker = { close: closes('broker') } as unknown as Broker;
  bus.subscribe('ServiceStopped', ({ service }) => void order.push(`${service} stopped`));
  const stop = (deadlineMs = 1_000) =>
    stopServices({
      running: undefined,
      bus,
      services,
      sockets: { clock, feed, broker },
      deadlineMs,
      initialized: true,
    });
  return { clock, order, services, stop };
}

test('stops from the front of the line, each after the one before, then closes feed and broker', async () => {
  const { order, stop, services, clock } = desk({ one: () => undefined, two: () => Promise.resolve() });
  expect(await stop()).toEqual({ errors: [], timedOut: false });
  expect(order).toEqual(['one', 'one stopped', 'two', 'two stopped', 'feed', 'broker']);
  expect(services.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  expect(clock.nextDue).toBeUndefined();
});

test('errors while stopping are collected and stop nothing else', async () => {
  const { order, stop } = desk({
    one: () => {
      throw new Error('first');
    },
    two: () => Promise.reject(new Error('second')),
    three: () => undefined,
  });
  const { errors, timedOut } = await stop();
  expect(errors.map(String)).toEqual(['Error: first', 'Error: second']);
  expect(timedOut).toBe(false);
  expect(order.slice(-3)).toEqual(['three stopped', 'feed', 'broker']);
});

test('what does not stop by the deadline is left as it was; the rest is told to stop all the same', async () => {
  const { order, stop, clock } = desk({ one: () => new Promise(() => undefined), two: () => undefined });
  const stopping = stop(500);
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  expect(order).toEqual(['one']);
  clock.advanceTo(500);
  expect(await stopping).toMatchObject({ timedOut: true });
  expect(order).toContain('two');
  expect(order).toContain('feed');
  expect(order).toContain('broker');
});
