import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ConfigLoader, configurationTable } from '@q/config';

const root = join(__dirname, '../../..');

function filesIn(folder: string, wanted: (name: string) => boolean): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path, wanted);
    return wanted(entry.name) ? [path] : [];
  });
}

const configurations = ['config', 'config/examples'].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
);

test.each(configurations)(
  '%s is accepted as it is shipped, with all its strategies and indicators and no warning',
  (file) => {
    const { config, warnings } = ConfigLoader.load(join(root, file), { env: {} });
    expect(warnings).toEqual([]);
    for (const symbol of config.trading.symbols) {
      expect(config.strategies.loaded.some((one) => one.symbol === symbol)).toBe(true);
      expect(config.indicators.loaded.some((one) => one.symbol === symbol)).toBe(true);
    }
  },
);

test('every shipped strategy and indicator file belongs to a configuration', () => {
  const loaded = configurations.flatMap((file) => {
    const { config } = ConfigLoader.load(join(root, file), { env: {} });
    return [...config.strategies.loaded, ...config.indicators.loaded].map(({ file: path = '' }) =>
      relative(root, path),
    );
  });
  const shipped = filesIn('config', (name) => name.endsWith('.yaml')).filter((file) =>
    /strategies|indicators/.test(file),
  );
  expect(shipped.filter((file) => !loaded.includes(file))).toEqual([]);
});

test('every key of the configuration that a document names exists', () => {
  const keys = configurationTable().map(({ path }) => path);
  const sections = new Set(keys.map((key) => key.split('.')[0]));
  const exists = (name: string): boolean => keys.some((key) => key === name || key.startsWith(`${name}.`));
  // Decisions also name what became of a key inside the program, the page on migration keys of the original and of strategies: it has a test of its own.
  const documents = filesIn('.', (name) => name.endsWith('.md')).filter((file) => !/decisions|migration/.test(file));
  const named = documents.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/`([a-z_]+(?:\.[a-z_]+)+)`/g)].flatMap(([, name = '']) =>
      sections.has(name.split('.')[0] ?? '') && !/\.(yaml|md|csv|json|ts|log|txt)$/.test(name)
        ? [[file, name] as const]
        : [],
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(([, name]) => !exists(name))).toEqual([]);
});
