import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { MadeProject } from './testing/made-project.js';
import { TOOLS } from './project-settings.js';

let project = new MadeProject();
afterEach(() => {
  project.remove();
  project = new MadeProject();
});
afterAll(() => project.remove());

const read = (path: string): string => readFileSync(project.at(path), 'utf8');

test('a project has a configuration, a strategy of each kind with a test, and what npm needs', async () => {
  const { status, text } = await project.qbot('init', project.path);
  expect(status).toBe(0);
  expect(text).toContain('written    ');
  expect(text).toMatch(/^next +cd .*\n +npm install/m);
  expect(readdirSync(project.path, { recursive: true, encoding: 'utf8' })).toEqual(
    expect.arrayContaining([
      '.gitignore',
      '.npmrc.example',
      'README.md',
      'config/services.yaml',
      'config/strategies/eurusd/rsi-turn.yaml',
      'package.json',
      'strategies/average-cross.test.ts',
      'strategies/average-cross.ts',
      'strategies/rsi-turn.test.ts',
      'tsconfig.json',
    ]),
  );
  const { name, type, scripts } = JSON.parse(read('package.json')) as Record<string, unknown>;
  expect([name, type]).toEqual([expect.stringMatching(/^qbot-made-[a-z0-9-]+$/), 'module']);
  expect(scripts).toMatchObject({ start: 'qbot run', backtest: 'qbot backtest' });
});

test('what it installs besides is what the workspace is tested with', () => {
  const catalog = readFileSync(MadeProject.file('pnpm-workspace.yaml'), 'utf8');
  for (const [name, version] of Object.entries(TOOLS)) expect(catalog).toMatch(new RegExp(`${name}'?: ${version}\n`));
});

test('a folder that is not empty is refused, and with --yes only what is missing is written', async () => {
  writeFileSync(project.at('README.md'), 'mine');
  mkdirSync(project.at('.git'));
  const refused = await project.qbot('init', project.path);
  expect(refused).toMatchObject({ status: 2, text: expect.stringContaining('is not empty') as unknown });
  expect(readdirSync(project.path).sort()).toEqual(['.git', 'README.md']);
  const { status, text } = await project.qbot('init', project.path, '--yes');
  expect([status, read('README.md')]).toEqual([0, 'mine']);
  expect(text).toMatch(/^kept .*README\.md$/m);
  const again = await project.qbot('init', project.path, '--yes', '--json');
  expect(JSON.parse(again.text)).toMatchObject({
    written: [],
    kept: expect.arrayContaining(['package.json']) as unknown,
  });
});

test.each([
  [['run', '--yes'], '--yes does not go with run: it is for init'],
  [['check', '--template', 'ts'], '--template does not go with check: it is for new strategy'],
  [['init', 'a', 'b'], 'unknown verb "init a b"'],
  [['new'], 'new makes a strategy or an indicator'],
  [['new', 'stratgy', 'a'], 'did you mean "strategy"?'],
  [['new', 'strategy'], 'new strategy needs a name'],
  [['new', 'strategy', 'A'], 'is no name for a strategy'],
  [['new', 'strategy', 'a', '--template', 'js'], '--template is ts or yaml'],
  [['new', 'strategy', 'a', '--symbol', 'GBPUSD'], 'trading.symbols lists EURUSD'],
  [['new', 'indicator', 'rsi'], 'there is an indicator "rsi" already'],
  [['new', 'indicator', 'a', '--symbol', 'EURUSD'], 'go with new strategy'],
  [['new', 'strategy', 'average-cross'], 'is there already: nothing is written over'],
])('%j is refused with what to do', async (line, message) => {
  await project.qbot('init', project.path);
  const before = readdirSync(project.path, { recursive: true });
  const { status, text } = await project.qbot(...line);
  expect([status, text]).toEqual([2, expect.stringContaining(message)]);
  expect(readdirSync(project.path, { recursive: true })).toEqual(before);
});

test('new is refused where there is no configuration', async () => {
  const { status, text } = await project.qbot('new', 'strategy', 'a');
  expect([status, text]).toEqual([2, expect.stringContaining('make a project with qbot init')]);
});
