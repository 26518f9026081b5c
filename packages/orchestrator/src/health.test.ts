import type { Calendar } from '@q/events';
import { defineService } from '@q/services';
import { healthOf, isWell } from './health.js';
import { SupervisedService } from './supervised-service.js';

const QUESTION = { now: 100_000, maxConsecutiveFailures: 3, staleAfterMs: 30_000, calendar: undefined };

function running(options: { readonly fed?: boolean } = {}): SupervisedService {
  const on = options.fed === false ? {} : { IndicatorsCalculated: () => undefined };
  const supervised = new SupervisedService(defineService({ name: 'One', produces: [], on }), {
    maxRestarts: 3,
    windowMs: 1_000,
  });
  supervised.status = 'running';
  supervised.startedAt = 40_000;
  return supervised;
}

test('a service that runs and has not failed is healthy, and says for how long it has been up', () => {
  expect(healthOf(running(), QUESTION)).toEqual({
    service_name: 'One',
    status: 'running',
    is_healthy: true,
    uptime_seconds: 60,
    last_error: null,
    consecutive_failures: 0,
    restarts: 0,
    stale_symbols: [],
    failed_symbols: [],
  });
});

test.each(['initializing', 'stopped', 'failed'] as const)('one that is %s is not healthy', (status) => {
  const supervised = running();
  supervised.status = status;
  expect(healthOf(supervised, QUESTION)).toMatchObject({ status, is_healthy: false });
});

test.each([
  [2, true],
  [3, false],
])('%i failures in a row on one symbol: healthy %p', (consecutiveFailures, isHealthy) => {
  const supervised = running();
  Object.assign(supervised.laneOf('A'), { consecutiveFailures: 1 });
  Object.assign(supervised.laneOf('B'), { consecutiveFailures, failures: 50, lastError: 'bad' });
  expect(healthOf(supervised, QUESTION)).toMatchObject({
    is_healthy: isHealthy,
    consecutive_failures: consecutiveFailures,
    last_error: 'bad',
  });
  expect(isWell(supervised, QUESTION)).toBe(isHealthy);
});

test('failures of the past do not count: only those in a row do', () => {
  const supervised = running();
  Object.assign(supervised.laneOf('A'), { consecutiveFailures: 0, failures: 1_000 });
  expect(isWell(supervised, QUESTION)).toBe(true);
});

test('a symbol that failed makes it degraded', () => {
  const supervised = running();
  supervised.laneOf('A').status = 'failed';
  expect(healthOf(supervised, QUESTION)).toMatchObject({
    status: 'degraded',
    is_healthy: false,
    failed_symbols: ['A'],
  });
});

test('a symbol that was fed too long ago is stale, one that was fed in time is not, nor one whose market is closed', () => {
  const supervised = running();
  supervised.laneOf('OLD').lastProgressAt = 69_999;
  supervised.laneOf('NEW').lastProgressAt = 70_000;
  expect(healthOf(supervised, QUESTION)).toMatchObject({ is_healthy: false, stale_symbols: ['OLD'] });
  const closed: Calendar = { isOpen: () => false, nextOpen: (_symbol, instant) => instant };
  expect(isWell(supervised, { ...QUESTION, calendar: closed })).toBe(true);
  const justOpened: Calendar = { isOpen: () => true, nextOpen: () => 80_000 };
  expect(isWell(supervised, { ...QUESTION, calendar: justOpened })).toBe(true);
});

test('a service that does not live on candles cannot be stale', () => {
  const supervised = running({ fed: false });
  supervised.laneOf('A').lastProgressAt = 0;
  expect(isWell(supervised, QUESTION)).toBe(true);
});
