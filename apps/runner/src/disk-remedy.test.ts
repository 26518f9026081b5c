import { writeFileSync } from 'node:fs';
import { diskRemedy } from './disk-remedy.js';
import { BenchFolder } from './testing/bench-folder.js';

const folder = new BenchFolder();
afterAll(() => folder.remove());

const system = (code: string) => Object.assign(new Error(`${code}: as the system says`), { code, syscall: 'write' });

test.each([
  ['ENOSPC', 'the disk is full: free some space'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EACCES', 'this user has no right to it'],
])('%s of the system has a remedy', (code, remedy) => {
  expect(diskRemedy(system(code))).toContain(remedy);
});

test('an error of the program has none, nor has a code that is not of the disk', () => {
  expect(diskRemedy(new TypeError('x is not a function'))).toBeUndefined();
  expect(diskRemedy(Object.assign(new Error('no'), { code: 'ENOSPC' }))).toBeUndefined();
  expect(diskRemedy(system('ECONNREFUSED'))).toBeUndefined();
});

test.each(['run', 'backtest'])(
  '%s says what to do where its folder cannot be made, without a stack; exit code 1',
  async (verb) => {
    writeFileSync(folder.at('taken'), '');
    expect(await folder.run(verb, '--set', `outputs.folder=${folder.at('taken')}`)).toBe(1);
    expect(folder.complained).toMatch(/^error: .*ENOTDIR.*taken/m);
    expect(folder.complained).toMatch(/^a part of its path is a file: name another place/m);
    expect(folder.complained).not.toMatch(/^ +at /m);
  },
);
