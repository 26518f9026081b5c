import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';

const GOOD = `mode: backtest
seed: 11
trading:
  symbols: [EURUSD, GBPUSD]
  timeframes: ['1', '5', '15']
services:
  data_fetching:
    enabled: true
    fetch_interval: 5
    retry_attempts: 3
    candle_index: 1
    nbr_bars: 3
  indicator_calculation:
    recent_rows_limit: 6
  strategy_evaluation:
    evaluation_mode: on_new_candle
    min_rows_required: 3
  trade_execution:
    execution_mode: immediate
    batch_size: 1
event_bus:
  mode: synchronous
  event_history_limit: 1000
orchestrator:
  enable_auto_restart: true
  health_check_interval: 60
  on_service_failure: degrade
logging:
  level: INFO
  format: text
  log_file: logs/trading.log
risk:
  daily_loss_limit: 1000
  max_positions: 10
  max_position_size: 1.0
  account_stop_loss:
    max_drawdown_pct: 10
    daily_reset_time: "00:00:00"
account:
  currency: USD
feed:
  kind: synthetic
  days: 28
broker:
  kind: simulated
  spread_pips: 1
instruments:
  EURUSD:
    digits: 5
    session: fx
outputs:
  history: default
`;

/** What is replaced, by what, and the suggestion; the first line that differs is the one to be named. */
const MUTATIONS: readonly (readonly [string, string, string | undefined])[] = [
  // Misspelt keys.
  ['mode: backtest', 'mod: backtest', 'mode'],
  ['trading:', 'tradng:', 'trading'],
  ['symbols:', 'symbls:', 'symbols'],
  ['timeframes:', 'timeframe:', 'timeframes'],
  ['services:', 'sevrices:', 'services'],
  ['data_fetching:', 'data_fetchng:', 'data_fetching'],
  ['fetch_interval:', 'fetchInterval:', 'fetch_interval'],
  ['retry_attempts:', 'retry_atempts:', 'retry_attempts'],
  ['recent_rows_limit:', 'recent_row_limit:', 'recent_rows_limit'],
  ['event_history_limit:', 'history_limit:', 'event_history_limit'],
  ['max_positions:', 'max_postions:', 'max_positions'],
  ['max_drawdown_pct:', 'max_drawdown:', 'max_drawdown_pct'],
  ['spread_pips:', 'spread-pips:', 'spread_pips'],
  ['digits:', 'digit:', 'digits'],
  // Keys in the wrong place.
  ['    nbr_bars: 3\n', '    nbr_bars: 3\n    symbols: [EURUSD]\n', 'trading.symbols'],
  ['seed: 11\n', 'seed: 11\nmax_positions: 3\n', 'risk.max_positions'],
  [
    '  max_position_size: 1.0\n',
    '  max_position_size: 1.0\n  cooldown_period_minutes: 5\n',
    'risk.account_stop_loss.cooldown_period_minutes',
  ],
  ['  level: INFO\n', '  level: INFO\n  health_check_interval: 30\n', 'orchestrator.health_check_interval'],
  ['  currency: USD\n', '  currency: USD\n  spread_pips: 2\n', 'broker.spread_pips'],
  ['  days: 28\n', '  days: 28\n  files: {EURUSD: x.csv}\n', 'kind: replay'],
  ['seed: 11\n', 'seed: 11\ndata_fetching: {enabled: true}\n', 'services.data_fetching'],
  // Wrong types.
  ['enabled: true\n    fetch', 'enabled: yes\n    fetch', 'true'],
  ['fetch_interval: 5', 'fetch_interval: 5s', '5'],
  ["timeframes: ['1', '5', '15']", 'timeframes: [1]', "'1'"],
  ["timeframes: ['1', '5', '15']", 'timeframes: 5', "['5']"],
  ['symbols: [EURUSD, GBPUSD]', 'symbols: EURUSD, GBPUSD', '[EURUSD, GBPUSD]'],
  ['max_positions: 10', 'max_positions: 2.5', '3'],
  ['max_positions: 10', 'max_positions: [10]', '10'],
  ['daily_loss_limit: 1000', 'daily_loss_limit: 1,000', '1000'],
  ['enable_auto_restart: true', 'enable_auto_restart: "off"', 'false'],
  [
    '  account_stop_loss:\n    max_drawdown_pct: 10\n    daily_reset_time: "00:00:00"\n',
    '  account_stop_loss: 10\n',
    undefined,
  ],
  // Values out of range.
  ['fetch_interval: 5', 'fetch_interval: 0', '1'],
  ['retry_attempts: 3', 'retry_attempts: 11', '10'],
  ['candle_index: 1', 'candle_index: 5', '3'],
  ['health_check_interval: 60', 'health_check_interval: 9', '10'],
  ['max_drawdown_pct: 10', 'max_drawdown_pct: 110', '100'],
  ['max_position_size: 1.0', 'max_position_size: 0.001', '0.01'],
  ['days: 28', 'days: 0', '1'],
  // Values that are none of those allowed.
  ['mode: backtest', 'mode: backtets', 'backtest'],
  ['evaluation_mode: on_new_candle', 'evaluation_mode: on-new-candles', 'on_new_candle'],
  ['execution_mode: immediate', 'execution_mode: imediate', 'immediate'],
  ['level: INFO', 'level: WARN', 'WARNING'],
  ["'15']", 'H1]', "'60'"],
  ["'15']", "'7']", "'5'"],
  ['symbols: [EURUSD, GBPUSD]', 'symbols: [EURUDS, GBPUSD]', 'EURUSD'],
  ['currency: USD', 'currency: dollars', undefined],
  ['daily_reset_time: "00:00:00"', 'daily_reset_time: midnight', undefined],
  ['session: fx', 'session: alway', 'always'],
  // What excludes each other.
  ['mode: synchronous', 'mode: asynchronous', 'synchronous'],
  ['min_rows_required: 3', 'min_rows_required: 8', '6'],
];

test('the configuration before the mutations is good', () => {
  expect(() => ConfigLoader.parse(GOOD, { env: {} })).not.toThrow();
});

test.each(MUTATIONS)('%j as %j is refused at its line', (from, to, suggestion) => {
  expect(GOOD).toContain(from);
  const text = GOOD.replace(from, to);
  const rows = GOOD.split('\n');
  const [first, ...others] = problemsOf(text);
  expect(others).toEqual([]);
  expect(first?.line).toBe(text.split('\n').findIndex((row, index) => row !== rows[index]) + 1);
  expect(first?.suggestion).toBe(suggestion);
});

/** Every line that sets a value, with one letter of its key removed or two swapped. */
const keyLines = GOOD.split('\n').flatMap((row, index) => {
  const match = /^(\s*)([a-z_]{4,}):/.exec(row);
  return match === null ? [] : [{ index, indent: match[1] ?? '', key: match[2] ?? '' }];
});

test.each(keyLines)('$key is found again after any one edit', ({ index, indent, key }) => {
  for (let at = 1; at < key.length - 1; at += 1) {
    for (const wrong of [key.slice(0, at) + key.slice(at + 1), `${key.slice(0, at)}q${key.slice(at)}`]) {
      const rows = GOOD.split('\n');
      rows[index] = (rows[index] ?? '').replace(`${indent}${key}`, `${indent}${wrong}`);
      const unknown = problemsOf(rows.join('\n')).filter(({ code }) => code === 'Q-CFG-003');
      expect(unknown.map(({ line, column, suggestion }) => [line, column, suggestion])).toEqual([
        [index + 1, indent.length + 1, key],
      ]);
    }
  }
});

function problemsOf(text: string) {
  try {
    ConfigLoader.parse(text, { env: {} });
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
