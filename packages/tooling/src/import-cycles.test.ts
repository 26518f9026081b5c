import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

type Imports = ReadonlyMap<string, readonly string[]>;

/** What a module loads of its own package when it is loaded; types are gone by then. */
const LOADED = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.[^']*)\.js'/gm;

function importsOf(folder: string): Imports {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  return new Map(
    files.map((name) => {
      const file = join(folder, name);
      const found = [...readFileSync(file, 'utf8').matchAll(LOADED)];
      return [file, found.map(([, path = '']) => `${join(dirname(file), path)}.ts`)];
    }),
  );
}

/** A way from a module back to itself, `undefined` where there is none. */
function findCycle(imports: Imports): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const cycle = visit(next, [...way, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

const packages = ['packages', 'apps'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((name) => existsSync(join(root, name, 'src'))),
);

test.each(packages)('no module of %s loads itself by way of others: each can be the first to be loaded', (name) => {
  const imports = importsOf(join(root, name, 'src'));
  const cycle = findCycle(imports)?.map((file) => file.slice(root.length + 1));
  expect(cycle).toBeUndefined();
  const known = [...imports.values()].flat();
  expect(known.filter((file) => !imports.has(file))).toEqual([]);
});

test('a cycle is found, however long, and types make none', () => {
  const cyclic: Imports = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['a']],
  ]);
  expect(findCycle(cyclic)).toEqual(['a', 'b', 'd', 'a']);
  expect(
    findCycle(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
  ).toBeUndefined();
  const text =
    "import type { A } from './a.js';\nimport {\n  B,\n} from './b.js';\nexport * from './c.js';\nimport './d.js';\n";
  expect([...text.matchAll(LOADED)].map(([, path]) => path)).toEqual(['./b', './c', './d']);
});
