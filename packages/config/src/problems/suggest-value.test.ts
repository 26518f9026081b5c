import * as z from 'zod';
import { ConfigLoader } from '../config-loader.js';
import { ConfigError } from './config-error.js';
import { suggestValue } from './suggest-value.js';

test.each([
  ['1,5', '1.5'],
  ['0,125', '0.125'],
  ['-0,5', '-0.5'],
  ['1.234,5', '1234.5'],
  ['1,000', '1000'],
  ['1,234,567.5', '1234567.5'],
  ['10_000', '10000'],
  [',5', '0.5'],
  ['.5s', '0.5'],
  ['5s', '5'],
  ['$50', '50'],
  ['2.', '2'],
  ['1e3 pips', '1000'],
  ['1e400', undefined],
  ['-1e400', undefined],
  ['1,2,3', undefined],
  ['1.2.3', undefined],
  ['much', undefined],
])('for a number written as %s the suggestion is %s', (text, suggestion) => {
  expect(suggestValue(z.number(), text)).toBe(suggestion);
});

test('a number beyond all numbers suggests no bound', () => {
  expect(suggestValue(z.number().min(1).max(100), '1e400')).toBeUndefined();
  expect(suggestValue(z.number().min(1).max(100), '1e4')).toBe('100');
});

test('a variable with a decimal comma earns the number that is meant', () => {
  const load = () =>
    ConfigLoader.parse("trading: {symbols: [EURUSD], timeframes: ['1']}", { env: { BROKER_SPREAD_PIPS: '1,5' } });
  expect(load).toThrow(ConfigError);
  expect(load).toThrow('did you mean 1.5?');
});
