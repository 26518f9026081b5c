import { dump } from 'js-yaml';
import { configLeaves } from './config-leaves.js';
import { ConfigLoader } from './config-loader.js';
import { defineConfig, type ConfigInput } from './define-config.js';
import { formatPath } from './key-path.js';
import { ConfigError } from './problems/config-error.js';
import { shapeOf } from './schema-shape.js';

const REPLAY = new Set(['feed.from', 'feed.to', 'feed.files', 'feed.speed']);
const TRADING = { symbols: ['EURUSD'], timeframes: ['1'] };

function withValue(path: readonly string[], value: unknown): ConfigInput {
  const root: Record<string, unknown> = { trading: { ...TRADING }, mode: 'paper' };
  if (REPLAY.has(formatPath(path))) root['feed'] = { kind: 'replay', files: { EURUSD: 'x.csv' } };
  let section = root;
  for (const key of path.slice(0, -1)) {
    section[key] ??= {};
    section = section[key] as Record<string, unknown>;
  }
  section[path.at(-1) ?? ''] = value;
  return root as ConfigInput;
}

const codes = (input: unknown): readonly string[] => {
  try {
    defineConfig(input as ConfigInput);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
};

const numbers = configLeaves().flatMap(({ path, schema }) => {
  const shape = shapeOf(schema);
  return shape.kind === 'number' ? [[formatPath(path), path, shape] as const] : [];
});

/** Bounds as the behaviour specification and the ruling on closed candles give them. */
const BINDING: Readonly<Record<string, readonly [min: number, max: number]>> = {
  'services.data_fetching.fetch_interval': [1, 60],
  'services.data_fetching.retry_attempts': [0, 10],
  'services.data_fetching.candle_index': [1, Infinity],
  'services.data_fetching.nbr_bars': [1, Infinity],
  'services.indicator_calculation.recent_rows_limit': [1, Infinity],
  'services.strategy_evaluation.min_rows_required': [1, Infinity],
  'services.trade_execution.batch_size': [1, Infinity],
  'event_bus.event_history_limit': [0, Infinity],
  'orchestrator.health_check_interval': [10, Infinity],
  'orchestrator.status_log_interval': [1, Infinity],
  'risk.daily_loss_limit': [0, Infinity],
  'risk.max_positions': [1, Infinity],
  'risk.max_position_size': [0.01, Infinity],
  'risk.account_stop_loss.daily_loss_limit': [0, Infinity],
  'risk.account_stop_loss.max_drawdown_pct': [0, 100],
  'risk.account_stop_loss.cooldown_period_minutes': [0, Infinity],
  'automation.file_watcher_interval': [1, 60],
};

test.each(Object.entries(BINDING))('%s is bound to %j', (path, [min, max]) => {
  const shape = numbers.find(([name]) => name === path)?.[2];
  expect([shape?.min, shape?.max]).toEqual([min, max]);
});

test.each(numbers)(
  '%s is refused just outside its bounds and accepted at them',
  (name, path, { whole, min, max, open }) => {
    const step = whole ? 1 : 0.001;
    const neighbours = (value: number) => codes(withValue(path, value)).filter((each) => !each.startsWith('Q-CFG-010'));
    if (!open) expect(neighbours(min)).toEqual([]);
    expect(neighbours(open ? min : min - step)).toEqual([`Q-CFG-005 ${name}`]);
    if (Number.isFinite(max)) {
      expect(neighbours(max)).toEqual([]);
      expect(neighbours(max + step)).toEqual([`Q-CFG-005 ${name}`]);
    }
    if (whole) expect(neighbours(min + 0.5)).toEqual([`Q-CFG-004 ${name}`]);
  },
);

test.each(numbers)('%s takes a number in quotes, and nothing that is not finite', (_, path, { max, min }) => {
  const value = Number.isFinite(max) ? max : min + 1;
  expect(codes(withValue(path, String(value))).filter((each) => !each.startsWith('Q-CFG-010'))).toEqual([]);
  for (const wrong of [NaN, Infinity, 'many', '', true, [], {}, null])
    expect(codes(withValue(path, wrong))).not.toEqual([]);
});

test.each(configLeaves().map(({ path, schema }) => [formatPath(path), path, shapeOf(schema).kind] as const))(
  '%s refuses a value of another type',
  (name, path, kind) => {
    const wrong = kind === 'map' || kind === 'list' || kind === 'text' || kind === 'choice' ? 5 : 'x';
    expect(
      codes(withValue(path, wrong)).filter((each) => each.endsWith(name) || each.includes(`${name}.`)),
    ).not.toEqual([]);
  },
);

test.each([
  [{ services: { data_fetching: { candle_index: 4, nbr_bars: 3 } } }, 'Q-CFG-010 services.data_fetching.nbr_bars'],
  [
    { services: { strategy_evaluation: { min_rows_required: 7 } } },
    'Q-CFG-010 services.strategy_evaluation.min_rows_required',
  ],
  // 2^53 hundred-millionths are 90,071,992.54740992.
  [{ account: { currency: 'USDT', balance: 90_071_993 } }, 'Q-CFG-010 account.balance'],
  [{ account: { currency: 'USD', balance: 0.004 } }, 'Q-CFG-010 account.balance'],
  [{ account: { balance: 1e17 } }, 'Q-CFG-010 account.balance'],
  [{ broker: { depth_at_touch: 1e-9 } }, 'Q-CFG-010 broker.depth_at_touch'],
  [
    { broker: { per_symbol: { EURUSD: { depth_at_touch: 1e-9 } } } },
    'Q-CFG-010 broker.per_symbol.EURUSD.depth_at_touch',
  ],
  [{ event_bus: { mode: 'asynchronous' } }, 'Q-CFG-010 event_bus.mode'],
  [{ orchestrator: { watchdog: { warn_after: 3 } } }, 'Q-CFG-010 orchestrator.watchdog.degraded_after'],
  [{ orchestrator: { watchdog: { degraded_after: 10 } } }, 'Q-CFG-010 orchestrator.watchdog.kill_after'],
  [{ trading: { ...TRADING, symbol: 'EURUSD' } }, 'Q-CFG-010 trading.symbol'],
  [{ trading: { ...TRADING, symbols: ['EURUSD', 'EURUSD'] } }, 'Q-CFG-010 trading.symbols.1'],
  [{ feed: { kind: 'replay', files: { GBPUSD: 'x' } } }, 'Q-CFG-010 feed.files'],
  [{ feed: { kind: 'replay', files: { EURUSD: 'x' }, from: '2025-01-02', to: '2025-01-01' } }, 'Q-CFG-010 feed.to'],
  [{ instruments: { EURUSD: { lot_step: 1e-9 } } }, 'Q-CFG-010 instruments.EURUSD.lot_step'],
  [{ instruments: { EURUSD: { min_lot: 0.015625001 } } }, 'Q-CFG-010 instruments.EURUSD.min_lot'],
  [{ instruments: { EURUSD: { min_lot: 200 } } }, 'Q-CFG-010 instruments.EURUSD.min_lot'],
  [{ instruments: { EURUSD: { pip: 0.000001 } } }, 'Q-CFG-010 instruments.EURUSD.tick_size'],
])('%j contradicts itself', (input, expected) => {
  expect(codes({ trading: TRADING, ...input })).toEqual([expected]);
});

test.each(['EURUSD', 'eurusd', 'EURUSD.m', 'BTC/USD', 'US30#', 'GER40+', '#AAPL', 'XAUUSD-ecn'])(
  '%s may be a symbol',
  (symbol) => {
    expect(
      codes({ trading: { ...TRADING, symbols: [symbol] } }).filter((each) => !each.startsWith('Q-CFG-013')),
    ).toEqual([]);
  },
);

test.each(['', ' ', '../x', 'a..b', 'a\nb', 'a\u0000', 'x'.repeat(33), '-x', '*', '<img>'])('%j may not', (symbol) => {
  expect(codes({ trading: { ...TRADING, symbols: [symbol] } })).not.toEqual([]);
});

test('a configuration in code has the defaults of a file', () => {
  const trading = { symbols: ['EURUSD'], timeframes: ['1' as const] };
  expect(defineConfig({ trading })).toEqual(ConfigLoader.parse(dump({ trading }), { env: {} }).config);
});

test('code cannot reach a prototype or hand in something endless', () => {
  expect(
    codes(JSON.parse('{"trading": {"symbols": ["EURUSD"], "timeframes": ["1"]}, "__proto__": {"polluted": 1}}')),
  ).toEqual(['Q-CFG-008 __proto__']);
  const endless: Record<string, unknown> = { trading: TRADING };
  endless['risk'] = endless;
  expect(codes(endless)).not.toEqual([]);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});
