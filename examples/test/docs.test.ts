import { documentationPages } from '../docs/pages.js';
import { ProjectFolders } from '../docs/project-folder.js';
import type { Surroundings } from '../docs/project-folder.js';
import type { Counts, Outcome } from '../docs/run-page.js';
import { runPage } from '../docs/run-page.js';
import { runScripts } from '../docs/run-scripts.js';
import { writeScripts } from '../docs/script-files.js';
import type { Treatment } from '../docs/treatment.js';
import { treatmentsOf } from '../docs/treatment.js';
import { typeProblems } from '../docs/type-problems.js';

const pages = documentationPages();
const paths = pages.map(({ path }) => path);
/** What a machine has two of. */
const AT_ONCE = 2;

interface Prepared {
  readonly path: string;
  readonly treatments: readonly Treatment[];
  readonly surroundings: Surroundings;
}

const reports = new Map<string, Counts | Error>();
const seconds = new Map<string, number>();
let folders: ProjectFolders;

beforeAll(async () => {
  folders = new ProjectFolders(process.env['PATH'] ?? '');
  const prepared = pages.flatMap((page): readonly Prepared[] => {
    try {
      return [{ path: page.path, treatments: treatmentsOf(page), surroundings: surroundingsOf(page.path) }];
    } catch (error) {
      reports.set(page.path, error instanceof Error ? error : new Error(String(error)));
      return [];
    }
  });
  const outcomes = await runAllScripts(prepared);
  const waiting = [...prepared];
  const work = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined; page = waiting.shift()) {
      const { path, treatments, surroundings } = page;
      const begun = performance.now();
      const report = await runPage(treatments, outcomes, surroundings).catch((error: unknown) => error as Error);
      reports.set(path, report);
      seconds.set(path, (performance.now() - begun) / 1_000);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}, 600_000);

afterAll(() => {
  folders.remove();
  const line = (path: string, { run, checked, elsewhere, samples, untested }: Counts): string =>
    `${path.padEnd(32)} ${run} run, ${checked} checked, ${elsewhere} by a test of their own, ${samples} samples, ${untested} untested, ${(seconds.get(path) ?? 0).toFixed(1)} s`;
  const lines = [...reports].flatMap(([path, report]) => (report instanceof Error ? [] : [line(path, report)]));
  process.stdout.write(`${lines.sort().join('\n')}\n`);
});

/** The pages at the root are about the repository, all others about a project of its own. */
function surroundingsOf(path: string): Surroundings {
  return path === 'README.md' ? folders.makeRepository() : folders.make(path);
}

/** All scripts of all pages: one program for the compiler, one process to run them. */
async function runAllScripts(prepared: readonly Prepared[]): Promise<readonly Outcome[]> {
  const scripts = prepared.flatMap(({ treatments, surroundings }) =>
    writeScripts(
      treatments.flatMap(({ kind, block }) => (kind === 'script' ? [block] : [])),
      surroundings.cwd,
    ),
  );
  const [first] = prepared;
  if (first === undefined) return [];
  const running = runScripts(scripts, folders.make('scripts'));
  const problems = typeProblems(scripts.map(({ file }) => file).filter((file) => file.endsWith('.ts')));
  const ran = await running;
  return scripts.map((script, index) => ({
    script,
    ran: ran[index] ?? { printed: [], error: 'it was not run' },
    typeProblems: problems.get(script.file) ?? [],
  }));
}

test.each(paths)('every block of %s does what the page says', (path) => {
  const report = reports.get(path);
  if (report instanceof Error) throw report;
  expect(report).toBeDefined();
});

test('blocks are run, and blocks are checked', () => {
  const counts = [...reports.values()].flatMap((report) => (report instanceof Error ? [] : [report]));
  const sum = (of: (counts: Counts) => number): number => counts.reduce((total, one) => total + of(one), 0);
  expect(sum(({ run }) => run)).toBeGreaterThan(0);
  expect(sum(({ checked }) => checked)).toBeGreaterThan(0);
});
