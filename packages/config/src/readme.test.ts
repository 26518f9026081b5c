import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import ts from 'typescript';
import * as config from './index.js';

test('the example in the README prints what its comments say', () => {
  const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8');
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
  const printed: string[] = [];
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const run = runInThisContext(`(function (require, exports, console) {${outputText}\n})`) as (
    ...given: readonly unknown[]
  ) => void;
  run(() => config, {}, { log: (...words: readonly unknown[]) => printed.push(words.join(' ')) });
  expect(printed).toEqual([...code.matchAll(/; \/\/ (.*)$/gm)].map((match) => match[1]));
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
