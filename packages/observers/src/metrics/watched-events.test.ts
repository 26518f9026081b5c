import type { TradingEvent } from '@q/events';
import { EventBus, VirtualClock } from '@q/events';
import { reportOnce } from './report-once.js';
import { watchEvents } from './watched-events.js';

const HALTED: TradingEvent = { type: 'TradingHalted', reason: 'limit' };
const broken = (): void => {
  throw new Error('stumbled');
};

test('an error stays here: it is reported, the other groups get the event, and no HandlerFailed follows', () => {
  const bus = new EventBus({ clock: new VirtualClock() });
  const errors: unknown[] = [];
  const reasons: string[] = [];
  const groups = [
    { TradingHalted: broken },
    { TradingHalted: ({ reason }: { reason: string }) => void reasons.push(reason) },
  ];
  watchEvents(bus, groups, (error) => errors.push(error));
  bus.publish(HALTED);
  bus.publish(HALTED);
  expect(reasons).toEqual(['limit', 'limit']);
  expect(errors).toHaveLength(2);
  expect(bus.history().map(({ id, event }) => [id, event.type])).toEqual([
    [1, 'TradingHalted'],
    [2, 'TradingHalted'],
  ]);
});

test('all groups together are one subscription, which ends', () => {
  const bus = new EventBus({ clock: new VirtualClock() });
  const heard: string[] = [];
  const end = watchEvents(
    bus,
    [
      { TradingHalted: () => void heard.push('a') },
      { TradingHalted: () => void heard.push('b'), ToggleAutomation: broken },
    ],
    () => undefined,
  );
  expect(bus.metrics().subscription_count).toBe(1);
  bus.publish(HALTED);
  end();
  bus.publish(HALTED);
  expect(heard).toEqual(['a', 'b']);
});

test('the first error is passed on, and who is told may fail', () => {
  const told: unknown[] = [];
  const tell = reportOnce((error) => {
    told.push(error);
    throw new Error('nobody listens');
  });
  tell('first');
  tell('second');
  expect(told).toEqual(['first']);
});
