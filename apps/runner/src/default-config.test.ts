import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { runCli } from './cli.js';
import { BenchFolder } from './testing/bench-folder.js';

const before = process.cwd();
let shipped = new BenchFolder();
let empty = new BenchFolder();
beforeEach(() => {
  shipped = new BenchFolder('seed: 11\n');
  empty = new BenchFolder();
  process.chdir(empty.path);
});
afterEach(() => {
  process.chdir(before);
  shipped.remove();
  empty.remove();
});

async function qbot(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli(
    argv,
    {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
      isTerminal: false,
      paint: () => undefined,
    },
    {
      version: '9.9.9',
      watchdogWorker: undefined,
      defaultConfig: pathToFileURL(shipped.at('services.yaml')),
    },
  );
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('a folder without a configuration gets the one that came with the program, and is told so', async () => {
  const { code, out, err } = await qbot('config', 'show');
  expect(code).toBe(0);
  expect(out).toMatch(/^seed = 11$/m);
  expect(err).toBe('notice     there is no config/services.yaml here: using the configuration that came with qbot');
  expect((await qbot('check')).out).toContain(`${shipped.at('services.yaml')} can be run`);
});

test('there a line without a verb runs it', async () => {
  const { code, out, err } = await qbot();
  expect(code).toBe(0);
  expect(out).toMatch(/^result +completed/m);
  expect(err).toMatch(/^notice +there is no config\/services.yaml here: running the default job/m);
  expect(existsSync(shipped.at('runs'))).toBe(true);
});

test('--json and --quiet leave the line out', async () => {
  for (const flag of ['--json', '--quiet']) expect((await qbot('config', 'show', flag)).err).toBe('');
});

test("a folder's own configuration is used, and needs a verb", async () => {
  empty.write('config/services.yaml', "trading: { symbols: [EURUSD], timeframes: ['1'] }\nseed: 12\n");
  const { out, err } = await qbot('config', 'show');
  expect([out.includes('seed = 12'), err.includes('notice')]).toEqual([true, false]);
  const bare = await qbot();
  expect([bare.code, bare.err.includes('a verb is missing')]).toEqual([2, true]);
});

test('a configuration that is named is the one, also where it is missing', async () => {
  expect(await qbot('check', '-c', 'elsewhere.yaml')).toMatchObject({ code: 3 });
  expect(await qbot('-c', shipped.at('services.yaml'))).toMatchObject({ code: 2 });
});

test('a program that brings no configuration asks for one', async () => {
  shipped.remove();
  expect(await qbot('check')).toMatchObject({ code: 3 });
  expect(await qbot()).toMatchObject({ code: 2 });
});

test('--help and --version need none', async () => {
  expect(await qbot('--version')).toEqual({ code: 0, out: '9.9.9', err: '' });
  expect((await qbot('--help')).err).toBe('');
});
