import { defineConfig } from '@q/config';
import type { Broker, CandleFeed } from '@q/events';
import { VirtualClock } from '@q/events';
import { LoggingManager } from '@q/logging';
import { defineService } from '@q/services';
import { instrumentSpecs, sessionCalendar } from '@q/trading';
import { HealthWatch } from './health-watch.js';
import { SupervisedService } from './supervised-service.js';

const MINUTE_MS = 60_000;
/** A Friday, an hour before fx closes. */
const START = Date.UTC(2025, 0, 10, 21);
/** Cycles of a minute. */
const CYCLES = 240;

const config = defineConfig({
  trading: { symbols: ['EURUSD', 'BTCUSD'], timeframes: ['1'] },
  orchestrator: { health_check_interval: 600 },
});

let lines: string[] = [];
const logging = new LoggingManager({
  level: 'INFO',
  format: 'text',
  now: () => 0,
  stream: { write: (text: string) => lines.push(text.slice(text.indexOf('Strategy'), -1)) },
});
logging.configureRootLogger();
afterAll(() => logging.close());

/** A service that got its last candle of one symbol at the start, and goes on getting those of another one. */
function watching() {
  const clock = new VirtualClock(START);
  const service = defineService({ name: 'Strategy', produces: [], on: { IndicatorsCalculated: () => undefined } });
  const supervised = new SupervisedService(service, { maxRestarts: 3, windowMs: 1_000 });
  supervised.status = 'running';
  supervised.laneOf('EURUSD').lastProgressAt = START;
  const calendar = sessionCalendar(Object.values(instrumentSpecs));
  const sockets = { clock, calendar, feed: {} as CandleFeed, broker: {} as Broker };
  return { clock, watch: new HealthWatch([supervised], config, sockets), lane: supervised.laneOf('BTCUSD') };
}

test('a symbol that is silent until its market closes is told of, whether the cycles of the others pass together or not', () => {
  const alone = watching();
  for (let cycle = 1; cycle <= CYCLES; cycle += 1) {
    alone.clock.advanceTo(START + cycle * MINUTE_MS);
    alone.lane.lastProgressAt = alone.clock.now();
    alone.watch.checkWhenDue();
  }
  logging.flush();
  const [told, lastCheckAt] = [lines, alone.watch.lastCheckAt];
  lines = [];
  const together = watching();
  together.lane.lastProgressAt = START + CYCLES * MINUTE_MS;
  together.watch.checkPassed({ openTime: START, periodMs: MINUTE_MS }, CYCLES);
  logging.flush();
  expect(lines).toEqual(told);
  expect(told).toEqual([expect.stringContaining('is not healthy'), expect.stringContaining('is healthy again')]);
  expect(together.watch.lastCheckAt).toBe(lastCheckAt);
});
