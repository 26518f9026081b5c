import { readFileSync, writeFileSync } from 'node:fs';
import { MadeProject } from './testing/made-project.js';

/** A project as its owner has it: threads and loaders are files of their own, so this runs on the built packages. */
const project = new MadeProject();
const QBOT = MadeProject.file('apps/runner/bin/qbot.mjs');
beforeAll(async () => {
  await project.qbot('init', project.path);
  project.install();
});
afterAll(() => project.remove());

test('its own test command runs without a build of it', () => {
  const { scripts } = JSON.parse(readFileSync(project.at('package.json'), 'utf8')) as { scripts: { test: string } };
  const { status, text } = project.run('sh', '-c', scripts.test);
  expect([status, text]).toEqual([0, expect.stringMatching(/^# fail 0$/m)]);
});

test('it runs at once, and is backtested with its files in the manifest', () => {
  expect(project.node(QBOT, 'run', '--quiet')).toMatchObject({ status: 0 });
  const { status, text } = project.node(QBOT, 'backtest');
  expect([status, text]).toEqual([0, expect.stringMatching(/^average-cross +\d+/m)]);
  const [, run = ''] = /^report +(.*)report\.html$/m.exec(text) ?? [];
  const { code } = JSON.parse(readFileSync(project.at(`${run}manifest.json`), 'utf8')) as {
    code: { modules: Record<string, string> };
  };
  expect(code.modules).toEqual({ 'strategies/average-cross.ts': expect.stringMatching(/^sha256:/) as unknown });
});

test('its code goes to the threads of check determinism and of a search', () => {
  writeFileSync(
    project.at('strategies/average-cross.ts'),
    readFileSync(project.at('strategies/average-cross.ts'), 'utf8')
      .replace('export const averageCross = ', 'const made = (period: number) =>\n  ')
      .replace('{ period: 20 }', '{ period }')
      .replace(
        /^export default .*$/m,
        "export default (_config: unknown, { period = 20 } = {}) => [{ symbol: 'EURUSD', strategy: made(period) }];",
      ),
  );
  const days = ['--set', 'feed.days=3'];
  const { status, text } = project.node(QBOT, 'check', 'determinism', ...days);
  expect([status, text]).toEqual([0, expect.stringContaining('1 worker, 2 workers')]);
  writeFileSync(project.at('space.yaml'), 'parameters: { code.period: [10, 40] }\n');
  const flags = ['--space', 'space.yaml', '--objective', 'net_profit', '--min-trades', '0', '--workers', '2'];
  const found = project.node(QBOT, 'optimize', ...flags, ...days);
  expect([found.status, found.text]).toEqual([
    0,
    expect.stringMatching(/^best +in \.\.\/strategies\/average-cross\.ts {2}period: \d0$/m),
  ]);
});
