import type { ParameterValues } from './parameter-values.js';
import { watchedParameters } from './watched-parameters.js';

test.each<[string, (values: ParameterValues) => unknown, unknown, readonly string[]]>([
  ['a value', ({ period = 20 }) => period, 5, ['period']],
  ['one that is not there', ({ length = 20 }) => length, 20, ['length']],
  ['whether one is there', (values) => 'stop' in values, true, ['stop']],
  ['a copy', (values) => ({ ...values }), { period: 5, stop: 1 }, ['period', 'stop']],
  ['the rest', ({ period, ...rest }) => [period, rest], [5, { stop: 1 }], ['period', 'stop']],
  ['JSON', (values) => JSON.stringify(values), '{"period":5,"stop":1}', ['period', 'stop', 'toJSON']],
])('%s is read as it is, and noted', (_what, read, value, names) => {
  const asked = new Set<string>();
  expect(read(watchedParameters({ period: 5, stop: 1 }, asked))).toEqual(value);
  expect([...asked].sort()).toEqual(names);
});
