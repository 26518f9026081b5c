import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import { ConfigLoader, type LoadOptions } from './config-loader.js';
import { defineConfig } from './define-config.js';
import type { LoadedConfig } from './loaded-config.js';
import { ConfigError } from './problems/config-error.js';
import { toFileForm } from './to-file-form.js';

const TRADING = "trading:\n  symbols: [EURUSD, XAUUSD]\n  timeframes: ['1', '60']\n";
const INLINE = `${TRADING}indicators:
  inline:
    EURUSD:
      '1':
        rsi: { period: 7 }
        ema_slow:
      '60': { sma: { period: 50 } }
`;

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'indicators-'));
});
afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

function load(services: string, files: Readonly<Record<string, string>> = {}, options: LoadOptions = {}): LoadedConfig {
  write({ 'services.yaml': services, ...files });
  return ConfigLoader.load('services.yaml', { env: {}, cwd, ...options });
}

function problems(...of: Parameters<typeof load>): ConfigError['problems'] {
  try {
    load(...of);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

/** A strategy on EURUSD with these conditions, one a line from line 6 on. */
function strategyFile(
  name: string,
  conditions: readonly string[],
  risk = 'position_sizing: {type: fixed, value: 1}',
): string {
  const lines = conditions.map((text) => `      - {${text}, timeframe: '1'}`);
  return [
    'name: ' + name,
    "timeframes: ['1', '60']",
    'entry:',
    '  long:',
    '    conditions:',
    ...lines,
    `risk: {${risk}}`,
    '',
  ].join('\n');
}

describe('inline indicators', () => {
  test('stand beside those of the files, and alone where there is no file', () => {
    const { config } = load(INLINE, { 'indicators/eurusd/eurusd_1.yaml': 'ema_fast: {period: 5}\n' });
    expect(config.indicators.loaded).toEqual([
      {
        symbol: 'EURUSD',
        timeframe: '1',
        file: 'indicators/eurusd/eurusd_1.yaml',
        instances: { ema_fast: { period: 5 }, rsi: { period: 7 }, ema_slow: {} },
      },
      { symbol: 'EURUSD', timeframe: '60', file: undefined, instances: { sma: { period: 50 } } },
    ]);
  });

  test('are read from a text and from code, where there are no files', () => {
    const parsed = ConfigLoader.parse(INLINE, { env: {} }).config.indicators;
    const defined = defineConfig({
      trading: { symbols: ['EURUSD', 'XAUUSD'], timeframes: ['1', '60'] },
      indicators: {
        inline: { EURUSD: { '60': { sma: { period: 50 } }, '1': { rsi: { period: 7 }, ema_slow: null } } },
      },
    }).indicators;
    expect(parsed.loaded.map(({ timeframe, instances }) => [timeframe, instances])).toEqual([
      ['1', { rsi: { period: 7 }, ema_slow: {} }],
      ['60', { sma: { period: 50 } }],
    ]);
    expect(defined).toEqual(parsed);
    expect(() =>
      defineConfig({
        trading: { symbol: 'EURUSD', timeframes: ['1'] },
        indicators: { inline: { EURUSD: { '1': { rsii: {} } } } },
      }),
    ).toThrow('unknown indicator "rsii"');
  });

  test('know their lines, and mean the same when they are written out', () => {
    const { config, originOf, origins } = load(INLINE);
    expect(originOf('indicators.inline.EURUSD.1.rsi.period').text).toBe('services.yaml:8');
    expect(origins().find(([path]) => path === 'indicators.inline.EURUSD.60.sma.period')?.[1]).toBe(50);
    expect(ConfigLoader.parse(dump(toFileForm(config)), { env: {} }).config).toEqual(config);
  });

  test('take a parameter from the command line', () => {
    const path = 'indicators.inline.EURUSD.1.rsi.period';
    const set = (value: string): LoadOptions => ({ overrides: [{ path, value, source: `--set ${path}` }] });
    const { config } = load(INLINE, {}, set('21'));
    expect(config.indicators.loaded[0]?.instances['rsi']).toEqual({ period: 21 });
    expect(problems(INLINE, {}, set('many'))).toEqual([
      expect.objectContaining({ code: 'Q-CFG-012', source: `--set ${path}`, path }),
    ]);
  });

  test('read numbers in quotes as numbers, and words that look like numbers as words', () => {
    const text = INLINE.replace('period: 7', "period: '7'").replace('ema_slow:', "regime: { higher_timeframe: '60' }");
    expect(load(text).config.indicators.loaded[0]?.instances).toEqual({
      rsi: { period: 7 },
      regime: { higher_timeframe: '60' },
    });
  });

  test.each([
    ['rsi: {', 'rsii: {', 8, 'rsi'],
    ['period: 7', 'perod: 7', 8, 'period'],
    ['period: 7', 'period: 0', 8, undefined],
    ['period: 7', 'period: true', 8, undefined],
    ['    EURUSD:', '    EURUSDD:', 6, 'EURUSD'],
    ['    EURUSD:', '    eurusd:', 6, 'EURUSD'],
    ['    EURUSD:', '    GBPJPY:', 6, undefined],
    ["'60': {", 'H1: {', 10, "'60'"],
    ["'60': {", "'15': {", 10, undefined],
    ['ema_slow:', 'ema_slow: 5', 9, undefined],
    ['inline:', 'inlin:', 5, 'inline'],
  ])('%j written as %j is one error at its line', (right, wrong, line, suggestion) => {
    const found = problems(INLINE.replace(right, wrong));
    expect(found.map((each) => [each.file, each.line, each.suggestion])).toEqual([['services.yaml', line, suggestion]]);
  });

  test('are told with the mistakes of other sections', () => {
    const text = `${INLINE.replace('rsi:', 'rsii:')}risk:\n  max_postions: 3\n`;
    const found = problems(text, {
      'strategies/eurusd/a.yaml': strategyFile('a', ["signal: rsi, operator: '>', value: rsj"]),
    });
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'services.yaml:8',
      'services.yaml:12',
      'strategies/eurusd/a.yaml:6',
    ]);
  });

  test('the same instance in the file is an error that names both places', () => {
    const found = problems(INLINE, { 'indicators/eurusd/eurusd_1.yaml': '\natr:\nrsi: {period: 7}\n' });
    expect(found).toEqual([
      expect.objectContaining({
        code: 'Q-CFG-012',
        file: 'services.yaml',
        line: 8,
        path: 'indicators.inline.EURUSD.1.rsi',
        message:
          'indicator "rsi" of EURUSD 1 is configured twice, in indicators/eurusd/eurusd_1.yaml:3 and in services.yaml:8: remove one of them',
      }),
    ]);
  });
});

describe('indicators that strategies need', () => {
  const rises = (signal: string, value: string | number = 1): string =>
    `signal: ${signal}, operator: '>', value: ${value}`;

  test('are added with their defaults, and that is said', () => {
    const { config, notices, warnings } = load(INLINE, {
      'strategies/eurusd/a.yaml': strategyFile('a', [rises('rsi'), rises('adx', 20), rises('close', 'bb_upper')]),
      'strategies/eurusd/b.yaml': strategyFile('b', [
        rises('previous_adx', 20),
        "signal: doji, operator: '==', value: true",
      ]),
      'strategies/xauusd/c.yaml': strategyFile('c', [rises('adx', 20)]),
    });
    expect(config.indicators.loaded).toEqual([
      {
        symbol: 'EURUSD',
        timeframe: '1',
        file: undefined,
        instances: { rsi: { period: 7 }, ema_slow: {}, adx: {}, bb: {}, doji: {} },
      },
      { symbol: 'EURUSD', timeframe: '60', file: undefined, instances: { sma: { period: 50 } } },
      { symbol: 'XAUUSD', timeframe: '1', file: undefined, instances: { adx: {} } },
    ]);
    expect(notices).toEqual([
      'indicator adx was added to EURUSD 1 with its defaults (period 14): strategies "a", "b" use it',
      'indicator bb was added to EURUSD 1 with its defaults (window 20, num_std_dev 2): strategy "a" uses it',
      'indicator doji was added to EURUSD 1: strategy "b" uses it',
      'indicator adx was added to XAUUSD 1 with its defaults (period 14): strategy "c" uses it',
    ]);
    expect(warnings).toEqual([]);
    expect(config.indicators.inline).toEqual(ConfigLoader.parse(INLINE, { env: {} }).config.indicators.inline);
  });

  test('are frozen, and there are none where everything is configured', () => {
    const { config } = load(TRADING, { 'strategies/eurusd/a.yaml': strategyFile('a', [rises('rsi', 'signal_rsi')]) });
    const [entry] = config.indicators.loaded;
    expect([entry, entry?.instances, entry?.instances['rsi']].map((each) => Object.isFrozen(each))).toEqual([
      true,
      true,
      true,
    ]);
    const configured = { 'indicators/eurusd/eurusd_1.yaml': 'rsi:\n' };
    expect(load(TRADING, configured).notices).toEqual([]);
    expect(ConfigLoader.parse(TRADING, { env: {} }).notices).toEqual([]);
  });

  test('for size and stop are added too', () => {
    const risk =
      "position_sizing: {type: volatility, value: 1}, sl: {type: indicator, source: supertrend, timeframe: '60'}";
    const { notices } = load(TRADING, { 'strategies/eurusd/a.yaml': strategyFile('a', [rises('close')], risk) });
    expect(notices.map((text) => text.split(' was added to ')[1]?.slice(0, 9))).toEqual(['EURUSD 1 ', 'EURUSD 60']);
  });

  test('a misspelt column stays an error at its line, and so does what cannot be added', () => {
    const risk = "position_sizing: {type: fixed, value: 1}, sl: {type: indicator, source: ema_slw, timeframe: '1'}";
    const conditions = [rises('rsii'), rises('ema_slwo'), rises('stochrsi_k'), rises('close', 'macd_histt')];
    const found = problems(INLINE, { 'strategies/eurusd/a.yaml': strategyFile('a', conditions, risk) });
    expect(found.map(({ file, line, suggestion }) => [file, line, suggestion])).toEqual([
      ['strategies/eurusd/a.yaml', 6, 'rsi'],
      ['strategies/eurusd/a.yaml', 7, 'ema_slow'],
      ['strategies/eurusd/a.yaml', 8, undefined],
      ['strategies/eurusd/a.yaml', 9, undefined],
      ['strategies/eurusd/a.yaml', 10, 'ema_slow'],
    ]);
  });
});

test('a lookback beyond the rows that are kept is an error at its line', () => {
  const conditions = [
    "signal: close, operator: '>', value: 1, lookback: 5",
    "signal: close, operator: '>', value: 1, lookback: 6",
  ];
  const files = { 'strategies/eurusd/a.yaml': strategyFile('a', conditions) };
  expect(problems(TRADING, files)).toEqual([
    expect.objectContaining({ code: 'Q-CFG-011', file: 'strategies/eurusd/a.yaml', line: 7, suggestion: '5' }),
  ]);
  const { config } = load(`${TRADING}services: {indicator_calculation: {recent_rows_limit: 7}}\n`, files);
  expect(config.strategies.loaded).toHaveLength(1);
});
