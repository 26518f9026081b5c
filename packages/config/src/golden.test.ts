import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';
import { isMap } from './sections/cross-check.js';

interface GoldenCase {
  readonly version: string;
  readonly note: string;
  readonly env?: Record<string, string>;
  readonly yaml?: unknown;
  readonly result: Record<string, unknown>;
}

/** Where ours differs from the original, and the ruling that says so. */
const EXCEPTIONS: Readonly<
  Record<string, { readonly ruling: string; readonly ours: Readonly<Record<string, unknown>> | 'refused' }>
> = {
  'symbol precedence: all three set': {
    ruling: '3 and 4: the list first, the case is kept',
    ours: { 'trading.symbols': ['a1'] },
  },
  'SYMBOLS over SYMBOL': {
    ruling: '3 and 4: SYMBOLS over SYMBOL, the case is kept',
    ours: { 'trading.symbols': ['xauusd', 'btcusd'] },
  },
  'SYMBOL alone': { ruling: '4: the case is kept', ours: { 'trading.symbols': ['gbpusd'] } },
  'TRADING_SYMBOL alone': { ruling: '3: TRADING_SYMBOL is read', ours: { 'trading.symbols': ['gbpusd'] } },
  'trailing comma leaves an empty symbol': { ruling: '3: what cannot be read is an error', ours: 'refused' },
  'timeframes are not checked against the known list': {
    ruling: '2: what nothing can obey is an error',
    ours: 'refused',
  },
  'bad float is ignored with a warning': { ruling: '3: unparsable numbers are errors', ours: 'refused' },
  'inf is accepted': { ruling: '3: inf is no number; 0 is no limit', ours: 'refused' },
  'int given as float text is ignored': { ruling: '3: unparsable numbers are errors', ours: 'refused' },
  "auto restart 'on'": { ruling: '3: on is true', ours: { 'orchestrator.enable_auto_restart': true } },
  "auto restart 'enabled'": { ruling: '3: anything else is an error', ours: 'refused' },
  "auto restart ' true'": { ruling: '3: anything else is an error', ours: 'refused' },
  'symbols are upper-cased from YAML too': { ruling: '4: the case is kept', ours: { 'trading.symbols': ['eurusd'] } },
  'documented but not implemented: fetch interval by env': {
    ruling: '3: every leaf has a variable',
    ours: { 'services.data_fetching.fetch_interval': 30 },
  },
  'candle_index 3 with nbr_bars 2 is accepted (fails at run time)': {
    ruling: '5: nbr_bars is at least candle_index',
    ours: 'refused',
  },
  'unknown keys are silently ignored': { ruling: '2: unknown keys are errors', ours: 'refused' },
};

/** The goldens use symbols that have no specification, which ruling 10 asks for. */
const INSTRUMENTS = Object.fromEntries(
  ['a1', 'd1'].map((symbol) => [
    symbol,
    {
      ...{
        digits: 5,
        tick_size: 0.00001,
        pip: 0.0001,
        contract_size: 100_000,
        lot_step: 0.01,
        min_lot: 0.01,
        max_lot: 100,
      },
      ...{ base_currency: 'EUR', quote_currency: 'USD', session: 'fx' },
    },
  ]),
);

const file = findUp(join('shared', 'spec', 'golden', 'config_cases.json'));
if (file === undefined)
  process.stderr.write('\nSKIPPED: the golden configuration cases need ../shared, which is in no folder above.\n');
const cases = file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as readonly GoldenCase[]);

// Jest refuses an empty table, so there is one case to skip where there is no file.
const none: GoldenCase = { version: 'none', note: 'no file', result: {} };
const table = (cases.length === 0 ? [none] : cases).map((each) => [`${each.version}: ${each.note}`, each] as const);

(file === undefined ? describe.skip : describe)('golden configuration cases', () => {
  test('there are 119, and every exception is one of them', () => {
    expect(cases).toHaveLength(119);
    const notes = new Set(cases.map(({ note }) => note));
    expect(Object.keys(EXCEPTIONS).filter((note) => !notes.has(note))).toEqual([]);
  });

  test.each(table)('%s', (_, { note, env = {}, yaml, result }) => {
    const expected = EXCEPTIONS[note]?.ours ?? ('raises' in result ? 'refused' : result);
    const load = () =>
      yaml === undefined
        ? ConfigLoader.load('missing/services.yaml', { env })
        : ConfigLoader.parse(textOf(yaml), { env });
    if (expected === 'refused') {
      expect(load).toThrow(ConfigError);
      return;
    }
    const { config } = load();
    if ('services' in expected) expect(config).toMatchObject(renamed(expected));
    else for (const [path, value] of Object.entries(renamed(expected))) expect(at(config, path)).toEqual(value);
  });
});

function textOf(yaml: unknown): string {
  if (typeof yaml === 'string') return yaml;
  return dump({ ...(yaml as object), instruments: INSTRUMENTS });
}

/** The older version names one symbol, which means a list of one. */
function renamed(expected: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => {
      if (key === 'trading.symbol') return ['trading.symbols', [value]];
      if (key !== 'trading' || !isMap(value) || value['symbol'] === undefined) return [key, value];
      return [key, { symbols: [value['symbol']], timeframes: value['timeframes'] }];
    }),
  );
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), value);
}

function findUp(name: string): string | undefined {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}
