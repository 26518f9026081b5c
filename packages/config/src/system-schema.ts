import * as z from 'zod';
import { accountSchema } from './sections/account.js';
import { alertsSchema } from './sections/alerts.js';
import { automationSchema } from './sections/automation.js';
import { backtestSchema } from './sections/backtest.js';
import { brokerSchema } from './sections/broker.js';
import { controlSchema } from './sections/control.js';
import { crossCheck, isMap } from './sections/cross-check.js';
import { indicatorsSchema, strategiesSchema } from './sections/definition-folders.js';
import { eventBusSchema } from './sections/event-bus.js';
import { feedSchema } from './sections/feed.js';
import { instrumentsSchema } from './sections/instruments.js';
import { journalSchema } from './sections/journal.js';
import { loggingSchema } from './sections/logging.js';
import { metricsSchema } from './sections/metrics.js';
import { orchestratorSchema } from './sections/orchestrator.js';
import { outputsSchema } from './sections/outputs.js';
import { restrictionsSchema } from './sections/restrictions.js';
import { riskSchema } from './sections/risk.js';
import { modeSchema, seedSchema } from './sections/run-mode.js';
import { servicesSchema } from './sections/services.js';
import { tradingSchema } from './sections/trading.js';

/** The whole configuration file. */
export const systemSchema = crossCheck(
  z.strictObject({
    mode: modeSchema,
    seed: seedSchema,
    trading: tradingSchema,
    services: servicesSchema.prefault({}).describe('The steps of the line.'),
    event_bus: eventBusSchema.prefault({}).describe('How events are delivered and remembered.'),
    orchestrator: orchestratorSchema.prefault({}).describe('How the system is kept alive.'),
    logging: loggingSchema.prefault({}).describe('What is logged, how and where.'),
    risk: riskSchema.prefault({}).describe('Limits that the gate and the account guard hold.'),
    restrictions: restrictionsSchema
      .prefault({})
      .describe('When entries are denied by news, holidays, market close and hours.'),
    automation: automationSchema.prefault({}).describe('The switch that stops entries while exits go on.'),
    account: accountSchema.prefault({}).describe('The simulated account.'),
    feed: feedSchema.prefault({}).describe('Where candles come from.'),
    broker: brokerSchema.prefault({}).describe('The simulated broker and its costs.'),
    instruments: instrumentsSchema.default({}).describe('Symbol to what differs from its built-in specification.'),
    strategies: strategiesSchema.prefault({}).describe('Where the strategy files are.'),
    indicators: indicatorsSchema.prefault({}).describe('Where the indicator files are.'),
    backtest: backtestSchema.prefault({}).describe('What a backtest asks of its data.'),
    alerts: alertsSchema.prefault({}).describe('Who is told of what, where and when.'),
    journal: journalSchema.prefault({}).describe('The durable record of a paper run, from which the next one goes on.'),
    control: controlSchema.prefault({}).describe('How a running system is asked and told.'),
    outputs: outputsSchema.prefault({}).describe('What a run leaves behind.'),
    metrics: metricsSchema.prefault({}).describe('Figures for programs that watch.'),
  }),
  (field, report) => {
    if (field('mode') === 'backtest' && field('event_bus', 'mode') === 'asynchronous') {
      const message = 'a backtest needs event_bus.mode synchronous: only then are two runs the same';
      report({
        path: ['event_bus', 'mode'],
        message,
        suggestion: 'synchronous',
        or: { path: ['mode'], suggestion: 'paper' },
      });
    }
    const [files, symbols] = [field('feed', 'files'), field('trading', 'symbols')];
    if (field('feed', 'kind') !== 'replay' || !isMap(files) || !Array.isArray(symbols)) return;
    for (const symbol of symbols.filter((name) => typeof name === 'string' && !Object.hasOwn(files, name))) {
      const message = `feed.files has no file for ${symbol}, which trading.symbols lists`;
      report({ path: ['feed', 'files'], message, suggestion: `${symbol}: <path to a CSV file>` });
    }
  },
);

/** A configuration as it is written: the file form, with every default filled in. */
export type WrittenConfig = z.output<typeof systemSchema>;
