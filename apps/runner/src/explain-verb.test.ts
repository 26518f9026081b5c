import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS } from '@q/backtest';
import { PROBLEM_CODES } from '@q/config';
import { runCli } from './cli.js';
import { EXIT_MEANINGS } from './exit-meanings.js';

let printed: string[] = [];
let complained: string[] = [];
async function explain(...words: readonly string[]): Promise<number> {
  [printed, complained] = [[], []];
  const output = {
    out: (line: string) => void printed.push(line),
    err: (line: string) => void complained.push(line),
    isTerminal: false,
    paint: () => undefined,
  };
  return runCli(['explain', ...words], output, { version: '0.0.0', watchdogWorker: undefined });
}

describe('a figure', () => {
  test('is told with its definition, formula, unit, sample, source and how it is misread', async () => {
    expect(await explain('metric', 'sharpe')).toBe(0);
    expect(printed[0]).toBe('ratios.sharpe  Sharpe ratio');
    expect(printed.slice(1).map((line) => line.split(' ', 1)[0])).toEqual([
      'what',
      'unit',
      'formula',
      'needs',
      'source',
      'misread',
    ]);
    expect(printed.join('\n')).toContain('30 trading days');
    expect(complained).toEqual([]);
  });

  test('is found by its label, and without the word metric', async () => {
    expect(await explain('metric', 'max', 'drawdown')).toBe(0);
    expect(printed[0]).toBe('drawdown.max_percent  Max drawdown');
    expect(await explain('profit_factor')).toBe(0);
    expect(printed[0]).toBe('trades.profit_factor  Profit factor');
  });

  test('of a name that two have, both are told', async () => {
    expect(await explain('metric', 'duration_ms', '--json')).toBe(0);
    expect(JSON.parse(printed.join(''))).toMatchObject({
      schema_version: 1,
      metrics: [{ name: 'period.duration_ms' }, { name: 'drawdown.duration_ms', source: null }],
    });
  });

  test('that is not known is a matter of usage, and the nearest are named', async () => {
    expect(await explain('metric', 'sharp')).toBe(2);
    expect(complained.join()).toMatch(/unknown figure "sharp": did you mean .*sharpe.*\?/);
    expect(await explain('metric', 'zzzzzzzzzz')).toBe(2);
    expect(complained.join()).toContain('qbot explain metric lists all');
  });

  test('without a name all are listed', async () => {
    expect(await explain('metric')).toBe(0);
    expect(printed).toHaveLength(METRICS.length);
    expect(await explain('metric', '--json')).toBe(0);
    expect((JSON.parse(printed.join('')) as { metrics: object[] }).metrics).toHaveLength(METRICS.length);
  });
});

describe('a code', () => {
  test.each(Object.values(PROBLEM_CODES))('$code is told with what to do', async ({ code, meaning, remedy }) => {
    expect(await explain(code.toLowerCase())).toBe(0);
    expect(printed).toEqual([`${code}  ${meaning}`, `to do      ${remedy}`, 'exit code  3']);
  });

  test('of a process is told in the words of the page of exit codes', async () => {
    const page = readFileSync(join(__dirname, '../../../docs/exit-codes.md'), 'utf8');
    const rows = [...page.matchAll(/^\| (\d+) +\| ([^|]+?) +\|/gm)].map(([, code, meaning]) => [code, meaning]);
    expect(rows).toEqual(Object.entries(EXIT_MEANINGS));
    expect(await explain('4', '--json')).toBe(0);
    expect(JSON.parse(printed.join(''))).toEqual({ schema_version: 1, exit_code: 4, meaning: 'data' });
  });

  test.each([
    ['Q-CFG-030', 'unknown code "Q-CFG-030": did you mean Q-CFG-003?'],
    ['77', 'unknown code "77"'],
  ])('%s is none', async (code, message) => {
    expect(await explain(code)).toBe(2);
    expect(complained.join()).toContain(message);
  });
});

test('without a word it says what it needs', async () => {
  expect(await explain()).toBe(2);
  expect(complained.join()).toContain('explain needs a code or a figure');
});
