import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import * as brokers from './index.js';

const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');

test('the example in the README prints what its comments say', () => {
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const printed: string[] = [];
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const run = runInThisContext(`(function (require, exports, console) {${outputText}\n})`) as (
    ...given: readonly unknown[]
  ) => void;
  run(() => brokers, {}, { log: (...words: readonly unknown[]) => printed.push(words.join(' ')) });
  expect(printed.length).toBeGreaterThan(0);
  expect(printed).toEqual([...code.matchAll(/[;,] \/\/ (.*)$/gm)].map((match) => match[1]));
});

test('the README is one page and states the ban', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
  expect(readme).toContain('**Its ban:**');
});
