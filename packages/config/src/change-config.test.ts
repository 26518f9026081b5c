import { strategyDefinitionSchema } from '@q/trading';
import { join } from 'node:path';
import { changeConfig } from './change-config.js';
import { ConfigLoader } from './config-loader.js';
import { defineConfig } from './define-config.js';
import { ConfigError } from './problems/config-error.js';
import type { ConfigProblem } from './problems/config-problem.js';

const root = join(__dirname, '../../..');
const { config } = ConfigLoader.load('config/services.yaml', { cwd: root, env: {} });

function problems(changes: Readonly<Record<string, unknown>>, base = config): readonly ConfigProblem[] {
  try {
    changeConfig(base, changes);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error('expected a ConfigError');
}

const definitionOf = (changed: typeof config, name: string) =>
  changed.strategies.loaded.find(({ definition }) => definition.name === name)?.definition;

test('without changes it is the same configuration', () => {
  expect(changeConfig(config, {})).toEqual(config);
});

test('changes keys of the file, values of a strategy and parameters of an indicator', () => {
  const changed = changeConfig(config, {
    'risk.max_positions': 5,
    'strategies.EURUSD.ema-pullback.risk.sl.value': 30,
    'strategies.EURUSD.ema-pullback.entry.long.conditions.1.value': 35,
    'indicators.inline.EURUSD.5.rsi.period': 21,
  });
  expect(changed.risk.max_positions).toBe(5);
  const definition = definitionOf(changed, 'ema-pullback');
  expect(definition?.risk.sl).toMatchObject({ value: 30 });
  expect(definition?.entry.long?.conditions?.[1]?.value).toBe(35);
  const five = changed.indicators.loaded.find(({ symbol, timeframe }) => symbol === 'EURUSD' && timeframe === '5');
  expect(five?.instances['rsi']).toMatchObject({ period: 21 });
  expect(definitionOf(changed, 'sma-breakout')).toEqual(definitionOf(config, 'sma-breakout'));
  expect(config.risk.max_positions).toBe(2);
  expect(definitionOf(config, 'ema-pullback')?.risk.sl).toMatchObject({ value: 15 });
});

test('values that only fit together may be changed together', () => {
  const path = 'strategies.EURUSD.ema-pullback.exit.long.time_based';
  const changed = changeConfig(config, { [`${path}.min_duration`]: '2h', [`${path}.max_duration`]: '4h' });
  expect(definitionOf(changed, 'ema-pullback')?.exit?.long?.time_based).toEqual({
    min_duration: '2h',
    max_duration: '4h',
  });
  expect(problems({ [`${path}.min_duration`]: '5h', [`${path}.max_duration`]: '4h' })[0]?.message).toContain('shorter');
});

test('an indicator that a changed strategy needs is added', () => {
  const changed = changeConfig(config, { 'strategies.EURUSD.ema-pullback.exit.long.conditions.0.signal': 'cci' });
  const five = changed.indicators.loaded.find(({ symbol, timeframe }) => symbol === 'EURUSD' && timeframe === '5');
  expect(Object.keys(five?.instances ?? {})).toContain('cci');
});

test.each([
  ['risk.max_postions', 'risk.max_positions'],
  ['strategies.EURUSD.ema-pulback.risk.sl.value', 'strategies.EURUSD.ema-pullback'],
  ['strategies.EURUSD.ema-pullback.risk.sl.vaule', 'strategies.EURUSD.ema-pullback.risk.sl.value'],
  ['indicators.inline.EURUSD.5.rsy.period', 'indicators.inline.EURUSD.5.rsi'],
  ['indicators.inline.EURUSD.5.rsi.perod', 'period'],
])('%s is no place: the nearest is named', (path, nearest) => {
  const [problem] = problems({ [path]: 3 });
  expect(problem).toMatchObject({ code: 'Q-CFG-003', path, suggestion: nearest });
});

test.each([
  ['strategies.EURUSD.ema-pullback.entry.long.conditions.7.value', 'a list of 2'],
  ['strategies.EURUSD.ema-pullback', 'is a strategy and no value'],
  ['indicators.inline.EURUSD.5.rsi', 'is an indicator'],
  ['risk.max_positions.more', 'is a value and no section'],
  ['risk..', 'is not a key'],
  ['risk.__proto__.x', '__proto__'],
])('%s is refused', (path, message) => {
  expect(problems({ [path]: 3 })[0]?.message).toContain(message);
});

test.each([
  ['risk.max_positions', -1, 'Q-CFG-005'],
  ['strategies.EURUSD.ema-pullback.risk.sl.value', 0, 'Q-CFG-005'],
  ['strategies.EURUSD.ema-pullback.entry.long.conditions.0.signal', 'ema_fats', 'Q-CFG-011'],
  ['indicators.inline.EURUSD.5.rsi.period', 0, 'Q-CFG-012'],
])('%s: %s is a problem of its value', (path, value, code) => {
  expect(problems({ [path]: value })[0]).toMatchObject({ code });
});

test('all problems are told at once', () => {
  const found = problems({ 'risk.max_positions': -1, 'strategies.EURUSD.ema-pullback.risk.sl.value': 0 });
  expect(found.map(({ path }) => path)).toEqual(['risk.max_positions', 'strategies.EURUSD.ema-pullback.risk.sl.value']);
});

test('a definition that was read is taken as it is when it is read again', () => {
  for (const { definition } of config.strategies.loaded)
    expect(strategyDefinitionSchema.parse(definition)).toEqual(definition);
});

test('a configuration without strategies says that there are none', () => {
  const bare = defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] } });
  expect(problems({ 'strategies.EURUSD.x.risk.sl.value': 1 }, bare)[0]?.allowed).toBe('there is no strategy at all');
});
