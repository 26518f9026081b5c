import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/defects.md'), 'utf8');

/** A test that the page names: the title in full, or the fixed beginning of one with rows. */
interface Named {
  readonly defect: string;
  readonly file: string;
  readonly title: string;
}

const rows = [...page.matchAll(/^\| (D\d+) +\|[^|]+\| ([^|]+)\|$/gm)].map(([, defect = '', tests = '']) => ({
  defect,
  tests,
}));
const named: readonly Named[] = rows.flatMap(({ defect, tests }) =>
  [...tests.matchAll(/`([^`]+\.test\.ts)`: ((?:"[^"]+"(?:, )?)+)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = '']) => ({ defect, file, title })),
  ),
);

/** Titles of a test file; of those with rows also the part before the first value. */
function titlesOf(file: string): ReadonlySet<string> {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [...text.matchAll(/(\b(?:test|it)|\))\(\s*(['"`])((?:\\.|(?!\2)[^\\])*)\2/g)];
  return new Set(
    found.flatMap(([, before, , title = '']) => {
      const plain = title.replace(/\\(.)/g, '$1');
      const beginning = plain.split(/[%$]/)[0]?.trimEnd() ?? '';
      return before === ')' && beginning !== '' ? [plain, beginning] : [plain];
    }),
  );
}

test('every defect has its row and its tests, but the one that cannot be here', () => {
  const all = Array.from({ length: 47 }, (_, index) => `D${index + 1}`).filter((defect) => defect !== 'D13');
  expect(rows.map(({ defect }) => defect)).toEqual(all);
  expect(all.filter((defect) => !named.some((one) => one.defect === defect))).toEqual([]);
  expect(page).toContain('- D13, ');
});

test('every file that the page names is there, and has a test of that title', () => {
  const missing = named.filter(({ file, title }) => !existsSync(join(root, file)) || !titlesOf(file).has(title));
  expect(missing).toEqual([]);
});

test('nothing of a row is written in another form, where this test would not see it', () => {
  const quotes = rows.reduce((sum, { tests }) => sum + (tests.match(/"/g)?.length ?? 0), 0);
  expect(quotes).toBe(2 * named.length);
  const files = rows.reduce((sum, { tests }) => sum + (tests.match(/\.test\.ts/g)?.length ?? 0), 0);
  expect(files).toBe(new Set(named.map(({ defect, file }) => `${defect} ${file}`)).size);
});
