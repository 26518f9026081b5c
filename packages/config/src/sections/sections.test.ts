import * as config from '../index.js';

const whole = config.defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] } });

test.each([
  ['services', config.servicesSchema, whole.services],
  ['services.data_fetching', config.dataFetchingSchema, whole.services.data_fetching],
  ['services.indicator_calculation', config.indicatorCalculationSchema, whole.services.indicator_calculation],
  ['services.strategy_evaluation', config.strategyEvaluationSchema, whole.services.strategy_evaluation],
  ['services.trade_execution', config.tradeExecutionSchema, whole.services.trade_execution],
  ['event_bus', config.eventBusSchema, whole.event_bus],
  ['orchestrator', config.orchestratorSchema, whole.orchestrator],
  ['logging', config.loggingSchema, whole.logging],
  ['risk', config.riskSchema, whole.risk],
  ['alerts', config.alertsSchema, whole.alerts],
  ['automation', config.automationSchema, whole.automation],
  ['account', config.accountSchema, whole.account],
  ['feed', config.feedSchema, whole.feed],
  ['broker', config.brokerSchema, whole.broker],
  ['backtest', config.backtestSchema, whole.backtest],
  ['outputs', config.outputsSchema, whole.outputs],
  ['metrics', config.metricsSchema, whole.metrics],
] as const)('%s can be used alone, with the defaults it has in the whole', (_, schema, section) => {
  expect(schema.parse({})).toEqual(section);
});

test('trading alone turns one symbol into a list of one', () => {
  expect(config.tradingSchema.parse({ symbol: 'EURUSD', timeframes: ['1'] })).toEqual(whole.trading);
});

test.each(['debug', 'Debug', 'DEBUG'])('the level %s comes out in upper case', (level) => {
  expect(config.loggingSchema.parse({ level, services: { RiskGate: level } })).toMatchObject({
    level: 'DEBUG',
    services: { RiskGate: 'DEBUG' },
  });
});
