import { defineConfig } from '@q/config';
import type { Broker, CandleFeed, EventType } from '@q/events';
import { EVENT_TOPICS, VirtualClock } from '@q/events';
import { EvaluationLog } from '@q/services';
import { buildSystem } from './system.js';
import { HEARD_BY_THE_SYSTEM, SENT_BY_THE_SYSTEM, WATCH_ONLY } from './wiring.js';

// The catalogue's keys are its event types.
const ALL = Object.keys(EVENT_TOPICS) as EventType[];
const feed: CandleFeed = { baseTimeframe: () => '1', request: () => undefined, close: () => Promise.resolve() };
// Nothing is sent before the services are started.
const broker = {} as Broker;
const config = defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] } });
const services = buildSystem(
  config,
  { clock: new VirtualClock(), feed, broker },
  { isOnHold: () => false, evaluations: new EvaluationLog(0) },
);
const sent = new Set(services.flatMap(({ produces }) => produces));
const heard = new Set(services.flatMap(({ consumes }) => consumes));

test('the line stands in its order', () => {
  expect(services.map(({ name }) => name)).toEqual([
    'DataFetchingService',
    'IndicatorCalculationService',
    'StrategyEvaluationService',
    'RiskGate',
    'TradeExecutionService',
    'PositionMonitor',
    'AutomationSwitch',
  ]);
});

test.each(ALL)('%s has a sender', (type) => {
  expect(sent.has(type) || SENT_BY_THE_SYSTEM.includes(type)).toBe(true);
});

test.each(ALL)('%s has a listener, or is listed as watch-only', (type) => {
  expect(heard.has(type) || HEARD_BY_THE_SYSTEM.includes(type)).toBe(!WATCH_ONLY.includes(type));
});

test('what the system sends no service sends too', () => {
  expect(SENT_BY_THE_SYSTEM.filter((type) => sent.has(type))).toEqual([]);
});

test('no event has two senders', () => {
  const twice = ALL.filter((type) => services.filter(({ produces }) => produces.includes(type)).length > 1);
  expect(twice).toEqual([]);
});

test('every handler that is declared is there', () => {
  for (const service of services) for (const type of service.consumes) expect(service.handlerOf(type)).toBeDefined();
});
