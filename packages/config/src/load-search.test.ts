import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineSearch, loadSearch, type SearchFlag } from './load-search.js';
import { ConfigError } from './problems/config-error.js';
import type { ConfigProblem } from './problems/config-problem.js';

const folder = mkdtempSync(join(tmpdir(), 'q-search-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(text: string, flags: readonly SearchFlag[] = []) {
  writeFileSync(join(folder, 'space.yaml'), text);
  return loadSearch('space.yaml', { cwd: folder, flags });
}

function problems(text: string, flags: readonly SearchFlag[] = []): readonly ConfigProblem[] {
  try {
    load(text, flags);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
  }
  throw new Error('expected a ConfigError');
}

const AXIS = 'parameters: { risk.max_positions: [1, 2] }\n';

test('reads parameters as lists and ranges, with the defaults of everything else', () => {
  expect(load(`${AXIS}  `)).toEqual({
    method: 'grid',
    objective: 'sharpe',
    min_trades: 30,
    seed: 1,
    halving: { rungs: 3, factor: 3 },
    walkforward: { in_sample: '6mo', out_of_sample: '2mo', windows: 'rolling' },
    parameters: { 'risk.max_positions': [1, 2] },
  });
  const { parameters } = load('parameters: { a.b: { from: 1, to: 2, step: 0.5 }, a.c: [[mon], [mon, tue]] }');
  expect(parameters['a.b']).toEqual({ from: 1, to: 2, step: 0.5, scale: 'linear', whole: false });
  expect(parameters['a.c']).toEqual([['mon'], ['mon', 'tue']]);
});

test('a flag stands above the file, and is named where it is wrong', () => {
  const flags = [
    { path: ['method'], value: 'random', source: '--method' },
    { path: ['trials'], value: 5, source: '--trials' },
  ];
  expect(load(AXIS, flags)).toMatchObject({ method: 'random', trials: 5 });
  const [wrong] = problems(AXIS, [{ path: ['objective'], value: 'sharp', source: '--objective' }]);
  expect(wrong).toMatchObject({ source: '--objective', suggestion: 'sharpe' });
});

test.each([
  ['metod: grid', 'unknown key "metod"', 'method'],
  ['method: gird', 'method must be one of', 'grid'],
  ['halving: { rung: 3 }', 'unknown key "rung"', 'halving.rungs'],
])('%s: says what is meant', (text, message, suggestion) => {
  const [problem] = problems(`${AXIS}${text}`);
  expect(problem?.message).toContain(message);
  expect(suggestion).toContain(problem?.suggestion);
  expect(problem).toMatchObject({ file: 'space.yaml', line: 2 });
});

test.each([
  ['method: random', 'the method random needs the number of combinations'],
  ['trials: 3', 'no effect with the method grid'],
  ['walkforward: { in_sample: 6 months }', 'expected a duration such as 6mo'],
  ['parameters: {}', 'names nothing to search'],
  ['parameters: { a: { from: 2, to: 1, step: 1 } }', 'must be above from (2)'],
  ['parameters: { a: { from: 0, to: 1, scale: log } }', 'must be above 0 on a log scale'],
  ['parameters: { a: { from: 1, to: 9, scale: log, step: 1 } }', 'linear scale only'],
  ['parameters: { a: { from: 1, to: 2 } }', 'a grid needs a step or a list'],
  ['parameters: { a: 5 }', 'parameters.a must be'],
  ['parameters: { a: [] }', 'parameters.a'],
  ['- 1', 'the file must be'],
])('%s is refused', (text, message) => {
  const all = problems(text.startsWith('parameters') || text.startsWith('-') ? text : `${AXIS}${text}`);
  expect(all.map((one) => one.message).join('\n')).toContain(message);
});

test('a file that is not there is said to be missing', () => {
  expect(() => loadSearch('nowhere.yaml', { cwd: folder })).toThrow(/nowhere\.yaml does not exist/);
});

test('in code it has the same checks', () => {
  expect(defineSearch({ parameters: { a: [1] } }).objective).toBe('sharpe');
  expect(() => defineSearch({ parameters: {} })).toThrow(/names nothing to search/);
});
