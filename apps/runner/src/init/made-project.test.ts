import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { MadeProject } from './testing/made-project.js';

const project = new MadeProject();
const said: string[] = [];
const make = async (...line: readonly string[]): Promise<void> => {
  const { status, text } = await project.qbot(...line);
  if (status !== 0) throw new Error(text);
  said.push(text);
};

beforeAll(async () => {
  await make('init', project.path);
  project.install();
  await make('new', 'strategy', 'my-second');
  await make('new', 'strategy', 'my-third', '--template', 'yaml', '--symbol', 'EURUSD');
  await make('new', 'indicator', 'close-range');
  await make('new', 'strategy', `long-${'name'.repeat(8)}-x`);
});
afterAll(() => project.remove());

const SOURCES = [
  '--conditions=@q/source',
  '--import',
  `file://${MadeProject.file('node_modules/tsx/dist/esm/index.mjs')}`,
];
const files = (): readonly string[] => readdirSync(project.path, { recursive: true, encoding: 'utf8' });

/** Adds what `new` said to a section of the configuration. */
function register(section: string, line: string): void {
  const file = project.at('config/services.yaml');
  const text = readFileSync(file, 'utf8').replace(/^ +modules: .*\n/m, (old) =>
    section === 'strategies' ? `${line}\n` : old,
  );
  writeFileSync(file, section === 'strategies' ? text : `${text}\n${section}:\n${line}\n`);
}

test('everything that was written is formatted', () => {
  const config = MadeProject.file('.prettierrc');
  const { status, text } = project.node(
    MadeProject.file('node_modules/prettier/bin/prettier.cjs'),
    '--config',
    config,
    '--check',
    '.',
  );
  expect([status, text]).toEqual([0, expect.any(String)]);
});

test('it has the types that it needs', () => {
  const tsc = MadeProject.file('packages/tooling/node_modules/@typescript/native/bin/tsc');
  // The sources of the packages are looked at, too, in which more is allowed than in a project that is never built.
  const flags = ['--customConditions', '@q/source', '--erasableSyntaxOnly', 'false'];
  expect(project.node(tsc, '-p', '.', ...flags)).toEqual({ status: 0, text: '' });
});

test('it passes the lint of the workspace', () => {
  const oxlint = MadeProject.file('packages/tooling/node_modules/oxlint/bin/oxlint');
  const { status, text } = project.node(
    oxlint,
    '--type-aware',
    '--deny-warnings',
    '--config',
    MadeProject.file('.oxlintrc.json'),
    '.',
  );
  expect([status, text]).toEqual([0, expect.stringContaining('0 errors')]);
});

test('its tests pass', () => {
  const tests = files().filter((file) => /^(strategies|indicators)\/.*\.test\.ts$/.test(file));
  expect(tests).toHaveLength(6);
  // All of them in one process: starting it takes longer than they do.
  const all = tests.map((file) => `await import('./${file}');`).join('\n');
  const { status, text } = project.node(...SOURCES, '--input-type=module', '-e', all);
  expect([status, text]).toEqual([0, expect.stringMatching(/^# fail 0$/m)]);
  expect(text).toMatch(/^# pass 12$/m);
});

test('it can be checked and run at once, and with what new said added to its configuration', async () => {
  expect(await project.qbot('check')).toMatchObject({
    status: 0,
    text: expect.stringContaining('average-cross (EURUSD, in code)') as unknown,
  });
  const lines = said.flatMap((text) => text.split('\n').filter((line) => line.includes('modules: [')));
  expect(lines.map((line) => line.trim())).toEqual([
    'modules: [../strategies/average-cross.ts, ../strategies/my-second.ts]',
    'modules: [../indicators/close-range.ts]',
    expect.stringContaining('modules: [../strategies/average-cross.ts, ../strategies/long-'),
  ]);
  register('strategies', `  ${lines[0]?.trim() ?? ''}`);
  register('indicators', `  ${lines[1]?.trim() ?? ''}`);
  writeFileSync(project.at('config/indicators/eurusd/eurusd_5.yaml'), 'rsi: {}\ncloserange_slow: { period: 50 }\n');
  const checked = await project.qbot('check');
  expect([checked.status, checked.text]).toEqual([0, expect.stringContaining('my-second (EURUSD, in code)')]);
  expect(checked.text).toContain('indicators EURUSD 5: rsi, closerange_slow');
  const ran = await project.qbot('backtest');
  expect([ran.status, ran.text]).toEqual([0, expect.stringMatching(/^average-cross +\d+/m)]);
  expect(ran.text).toMatch(/^my-second +\d+/m);
});
