// Imports scripts one after the other, each in its folder, and writes down what they printed and threw.
// Usage: import-scripts.ts FILE, where FILE holds a list of { file, cwd } and gets a list of { printed, error }.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { systemClock } from '@q/events';

const PATIENCE_MS = 120_000;
const [list = ''] = process.argv.slice(2);
const scripts = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly file: string; readonly cwd: string }[];
const results: { readonly printed: readonly string[]; readonly error: string | undefined }[] = [];

let printed: string[] = [];
console.log = (...words: readonly unknown[]): void => {
  const text = words.map((word) => (typeof word === 'string' ? word : inspect(word))).join(' ');
  printed.push(...text.split('\n'));
};

for (const { file, cwd } of scripts) {
  printed = [];
  process.chdir(cwd);
  const error = await imported(file);
  results.push({ printed, error });
}
writeFileSync(list, JSON.stringify(results));
// What a script has left open does not keep this process.
process.exit(0);

async function imported(file: string): Promise<string | undefined> {
  let cancel = (): void => undefined;
  const late = new Promise<string>((resolve) => {
    cancel = systemClock().setTimer(PATIENCE_MS, () => resolve(`it did not end within ${PATIENCE_MS / 1_000} s`));
  });
  try {
    return await Promise.race([import(pathToFileURL(file).href).then(() => undefined), late]);
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    cancel();
  }
}
