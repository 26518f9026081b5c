import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCli } from './cli.js';

const root = join(__dirname, '../../..');
const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
const session = /```\n(\$ qbot[\s\S]*?)```/.exec(readme)?.[1] ?? '';
const commands = session
  .split('$ qbot ')
  .slice(1)
  .map((part): readonly [string, readonly string[]] => {
    const [line = '', ...shown] = part.trimEnd().split('\n');
    return [line, shown];
  });

test.each(commands)('qbot %s prints what the README shows', async (line, shown) => {
  const printed: string[] = [];
  const write = (text: string): void => void printed.push(text);
  const before = process.cwd();
  process.chdir(root);
  try {
    const output = { out: write, err: write, isTerminal: false, paint: () => undefined };
    await runCli(line.split(' '), output, { version: '0.0.0', watchdogWorker: undefined });
  } finally {
    process.chdir(before);
  }
  expect(shown.length).toBeGreaterThan(0);
  expect(printed.filter((text) => shown.includes(text))).toEqual(shown);
});

test('the README is one page and states the ban', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  expect(readme).toContain('**Its ban:**');
});
