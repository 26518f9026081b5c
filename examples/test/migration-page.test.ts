import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationTable, environmentTable } from '@q/config';
import { EVENT_TOPICS } from '@q/events';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/migration.md'), 'utf8');
const paths = configurationTable().map(({ path }) => path);

interface Row {
  readonly there: readonly string[];
  readonly here: readonly string[];
}

/** The rows of one of the page's marked tables: what stands in backticks in its first two columns. */
function table(name: string): readonly Row[] {
  const text = new RegExp(`<!-- begin ${name} -->([^]*)<!-- end ${name} -->`).exec(page)?.[1] ?? '';
  const named = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
  return [...text.matchAll(/^\| (`[^|]+) \| ([^|]+) \|/gm)].map(([, there = '', here = '']) => ({
    there: named(there),
    here: named(here),
  }));
}

const there = (name: string): readonly string[] => table(name).flatMap((row) => row.there);
const here = (name: string): readonly string[] => table(name).flatMap((row) => row.here);

test('every key that it names on our side is a key of the configuration', () => {
  const isKey = (key: string): boolean => paths.some((path) => path === key || path.startsWith(`${key}.`));
  expect(here('keys').filter((key) => !paths.includes(key))).toEqual([]);
  // Those of a strategy stand in its file.
  const inConfiguration = table('dotenv').flatMap((row) => row.here.filter((key) => !key.startsWith('risk.scaling.')));
  expect(inConfiguration.filter((key) => !isKey(key))).toEqual([]);
  expect(inConfiguration.length).toBeGreaterThan(10);
});

test('every variable that it names on our side is read', () => {
  const names = environmentTable().map(({ name }) => name);
  expect(here('variables').filter((name) => !names.includes(name))).toEqual([]);
  expect(here('variables').length).toBeGreaterThan(10);
});

test('every event that it names on our side is in the catalogue', () => {
  expect(here('events').filter((type) => !Object.hasOwn(EVENT_TOPICS, type))).toEqual([]);
  expect(here('events').length).toBeGreaterThan(20);
});

test('a table names nothing twice', () => {
  for (const name of ['keys', 'variables', 'dotenv', 'events'])
    expect(new Set(there(name)).size).toBe(there(name).length);
});

const specification = join(root, '../shared/spec/behaviour.md');
const isThere = existsSync(specification);
if (!isThere) process.stderr.write('SKIPPED: ../shared/spec is absent, the migration page is not compared with it\n');

(isThere ? describe : describe.skip)('of the original', () => {
  const text = isThere ? readFileSync(specification, 'utf8') : '';
  const section = (from: string, to: string): string => text.slice(text.indexOf(from), text.indexOf(to));

  test('no key of services.yaml is missing', () => {
    const keys = section('| Path | Default', 'Environment beats file')
      .split('\n')
      .slice(2)
      .filter((row) => row.startsWith('|'))
      .flatMap((row) => keysOf(row.split('|')[1] ?? ''));
    const read = withSections(keys);
    expect(read).toContain('services.trade_execution.batch_size');
    expect(read).toContain('risk.account_stop_loss.timezone_offset');
    expect(read.filter((key) => !there('keys').includes(key))).toEqual([]);
  });

  test('no variable is missing', () => {
    const environment = section('Environment beats file', '## 5. Logging');
    const names = [...environment.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b|\bSYMBOLS?\b|\bTIMEFRAMES\b/g)].map(
      ([name]) => name,
    );
    const known = [...there('variables'), ...there('dotenv')];
    expect(names.length).toBeGreaterThan(30);
    // Written with braces or as parts of a longer name.
    const parts = ['DATA_FETCHING', 'INDICATOR_CALCULATION', 'STRATEGY_EVALUATION', 'TRADE_EXECUTION'];
    expect([...new Set(names)].filter((name) => !known.includes(name) && !parts.includes(name))).toEqual([]);
  });

  test('no event is missing', () => {
    const rows = section('| Event | Own fields', '## 2. Bus and services').split('\n').slice(2);
    const events = rows.flatMap((row) =>
      (row.split('|')[1] ?? '')
        .replace(/\(.*?\)/g, '')
        .split(/[,/]/)
        .map((name) => name.trim()),
    );
    const named = events.filter((name) => name !== '');
    expect(named).toContain('TPLevelHit');
    expect(named.filter((name) => !there('events').includes(name))).toEqual([]);
  });
});

/** The keys of a cell: `a.{b,c}.d`, `a.b / .c` or `a.b: c, d`. */
function keysOf(cell: string): readonly string[] {
  const plain = cell
    .replace(/^\s*V2 /, '')
    .replace(/ \(V[12]\)/g, '')
    .replace(/ or \./g, ' / .')
    .trim();
  const braces = /^(.*)\{(.*)\}(.*)$/.exec(plain);
  if (braces !== null) return (braces[2] ?? '').split(',').map((part) => `${braces[1]}${part}${braces[3]}`);
  const [before = '', listed] = plain.split(': ');
  if (listed !== undefined) return listed.split(', ').map((key) => `${before}.${key}`);
  return plain.split(' / ');
}

/** Keys that begin with a dot stand in the section of the key before them. */
function withSections(keys: readonly string[]): readonly string[] {
  let section = '';
  return keys.map((key) => {
    const full = key.startsWith('.') ? `${section}${key}` : key;
    section = full.slice(0, full.lastIndexOf('.'));
    return full;
  });
}
