import type { Block } from '../docs/block.js';
import { blocksOf } from '../docs/block.js';
import { ProjectFolders } from '../docs/project-folder.js';
import type { Outcome } from '../docs/run-page.js';
import { runPage } from '../docs/run-page.js';
import { runScripts } from '../docs/run-scripts.js';
import { writeScripts } from '../docs/script-files.js';
import { treatmentsOf } from '../docs/treatment.js';
import { typeProblems } from '../docs/type-problems.js';

let folders: ProjectFolders;
let pages = 0;
beforeAll(() => (folders = new ProjectFolders(process.env['PATH'] ?? '')));
afterAll(() => folders.remove());

const fence = (language: string, ...lines: readonly string[]): string =>
  ['```' + language, ...lines, '```', ''].join('\n');

/** Does with a page what is done with the documentation. */
async function run(...parts: readonly string[]) {
  pages += 1;
  const blocks: readonly Block[] = blocksOf('page.md', parts.join('\n'));
  const treatments = treatmentsOf({ path: 'page.md', blocks, ownTest: undefined });
  const surroundings = folders.make(`page ${pages}`);
  const scripts = writeScripts(
    treatments.flatMap(({ kind, block }) => (kind === 'script' ? [block] : [])),
    surroundings.cwd,
  );
  const found = typeProblems(scripts.map(({ file }) => file));
  const ran = await runScripts(scripts, surroundings);
  const outcomes = scripts.map((script, index): Outcome => ({
    script,
    ran: ran[index] ?? { printed: [] },
    typeProblems: found.get(script.file) ?? [],
  }));
  return runPage(treatments, outcomes, surroundings);
}

describe('commands', () => {
  test('run in a project folder that lasts over the blocks of a page, with the exit codes that they say', async () => {
    const page = run(
      fence('sh', 'mkdir sub', 'cd sub'),
      fence('sh', 'test "$(basename $PWD)" = sub', 'cd ..', 'qbot check --set risk.max_postions=3 # exit code 3'),
      '<!-- output -->',
      fence('text', '✖ Q-CFG-003  unknown key "max_postions"'),
    );
    expect(await page).toMatchObject({ run: 2, checked: 1 });
  });

  test('fail the page where one ends otherwise', async () => {
    await expect(run(fence('sh', 'echo one', 'test 1 = 2'))).rejects.toThrow('test 1 = 2: exit code 1');
    await expect(run(fence('sh', 'echo one # exit code 3'))).rejects.toThrow('page.md:1');
  });

  test('fail the page where their output is another', async () => {
    const page = run(fence('sh', 'echo one'), '<!-- output -->', fence('', 'two'));
    await expect(page).rejects.toThrow('"two" was not printed');
  });
});

describe('scripts', () => {
  test('are checked for types, run, and compared with what they say that they print', async () => {
    const page = run(
      fence(
        'ts',
        "import { EventBus, VirtualClock } from '@q/events';",
        'const bus = new EventBus({ clock: new VirtualClock(7) });',
      ),
      '<!-- continues -->',
      fence('ts', 'console.log(bus.metrics().events_published); // 0'),
    );
    expect(await page).toMatchObject({ run: 2 });
  });

  test.each([
    ['a wrong type', 'const one: number = "1";', 'is not assignable'],
    ['an error', "throw new Error('boom');", 'boom'],
    ['another output', 'console.log(1); // 2', '"2" was not printed'],
  ])('fail the page by %s', async (_what, line, message) => {
    await expect(run(fence('ts', line))).rejects.toThrow(message);
  });
});

test.each([
  ['a key that nothing reads', [], 'yaml', 'risk: { max_postions: 3 }', 'unknown key'],
  ['a strategy without a size', ['<!-- strategy -->'], 'yaml', 'name: dip', 'missing'],
  ['an unknown indicator', ['<!-- indicators -->'], 'yaml', 'rsy: { period: 3 }', 'unknown indicator'],
  ['an unknown key of a search', ['<!-- search -->'], 'yaml', 'trails: 3', 'unknown key'],
  ['JSON that is none', [], 'json', '{ a: 1 }', 'JSON'],
])('%s fails the page', async (_what, hints, language, text, message) => {
  await expect(run(...hints, fence(language, text))).rejects.toThrow(message);
});
