import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, ConfigLoader, PROBLEM_CODES } from '@q/config';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/exit-codes.md'), 'utf8');
const TRADING = "trading: { symbols: [EURUSD], timeframes: ['1'] }\n";
const folder = mkdtempSync(join(tmpdir(), 'q-catalogue-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const catalogue = [
  ...between('catalogue').matchAll(/^\| `(Q-CFG-\d+)` *\| ([^|]+?) *\| `([^`]+)` *\| `([^`]+)` *\|/gm),
].map(([, code = '', meaning = '', example = '', says = '']) => ({ code, meaning, example, says }));

/** The last cell of a row of the catalogue, as a terminal shows it. */
const remedies = [...between('catalogue').matchAll(/^\| `Q-CFG-\d+` .*\| +([^|]+?) *\|$/gm)].map(([, text = '']) =>
  text.replaceAll('`', '').replaceAll(/\[([^\]]+)\]\(([^)]+)\)/g, '$1 (docs/$2)'),
);

function between(name: string): string {
  return new RegExp(`<!-- begin ${name} -->([^]*)<!-- end ${name} -->`).exec(page)?.[1] ?? '';
}

test('the catalogue has every problem code with its meaning', () => {
  const ours = Object.values(PROBLEM_CODES).map(({ code, meaning }) => ({
    code: code as string,
    meaning: meaning as string,
  }));
  expect(catalogue.map(({ code, meaning }) => ({ code, meaning }))).toEqual(ours);
});

test('the catalogue says what to do as `qbot explain` does', () => {
  expect(remedies).toEqual(Object.values(PROBLEM_CODES).map(({ remedy }) => remedy));
});

test.each(catalogue)('$code is given by $example', ({ code, example, says }) => {
  const problems = problemsOf(code, example);
  expect(problems).toContainEqual(expect.objectContaining({ code, message: expect.stringContaining(says) as unknown }));
});

function problemsOf(code: string, example: string): ConfigError['problems'] {
  try {
    give(code, example);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

/** Does what an example says: a configuration, a variable, a file that is not there, the rules of a strategy. */
function give(code: string, example: string): void {
  const [, file] = /^--config (.*)$/.exec(example) ?? [];
  const [, name = '', value] = /^([A-Z_]+)=(.*)$/.exec(example) ?? [];
  if (file !== undefined) ConfigLoader.load(file, { env: {}, cwd: folder });
  else if (code === 'Q-CFG-011') {
    mkdirSync(join(folder, 'strategies/eurusd'), { recursive: true });
    const rest = "name: dip\ntimeframes: ['1']\nrisk: { position_sizing: { type: fixed, value: 1 } }\n";
    writeFileSync(join(folder, 'strategies/eurusd/dip.yaml'), `${rest}${example}\n`);
    writeFileSync(join(folder, 'services.yaml'), TRADING);
    ConfigLoader.load('services.yaml', { env: {}, cwd: folder });
  } else {
    const symbols = code === 'Q-CFG-013' ? 'ACME' : 'EURUSD';
    const text = `${TRADING.replace('EURUSD', symbols)}${value === undefined ? example : ''}`;
    ConfigLoader.parse(text, { env: value === undefined ? {} : { [name]: value } });
  }
}

test('every exit code has its row', () => {
  const source = readFileSync(join(root, 'apps/runner/src/exit-codes.ts'), 'utf8');
  const codes = [...source.matchAll(/^ {2}\w+: (\d+),$/gm)].map(([, code = '']) => code);
  expect(codes.length).toBeGreaterThan(10);
  expect([...page.matchAll(/^\| (\d+) +\|/gm)].map(([, code = '']) => code)).toEqual(codes);
});

test('every class of errors that the command line tells apart has its row', () => {
  const source = readFileSync(join(root, 'apps/runner/src/cli.ts'), 'utf8');
  const named = new Set([
    ...[...source.matchAll(/error instanceof (\w+Error)\b/g)].map(([, name = '']) => name),
    ...(/const CONFIGURATION_ERRORS = \[([^\]]*)\]/.exec(source)?.[1] ?? '').split(', '),
  ]);
  const rows = [...between('classes').matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
  expect(named.size).toBeGreaterThan(8);
  expect([...rows].sort()).toEqual([...named].sort());
});
