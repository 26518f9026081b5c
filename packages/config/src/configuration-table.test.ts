import { configurationTable, environmentTable } from './configuration-table.js';
import { systemJsonSchema } from './json-schema.js';
import { isMap } from './sections/cross-check.js';

test('every key has a description in one sentence and says what it takes', () => {
  const rows = configurationTable();
  expect(rows.filter(({ description, type }) => !/^[A-Z`].*\.$/.test(description) || type === 'a value')).toEqual([]);
});

test('the table has the defaults of the schema', () => {
  const rows = new Map(configurationTable().map((row) => [row.path, row]));
  expect(rows.get('services.data_fetching.fetch_interval')).toEqual({
    path: 'services.data_fetching.fetch_interval',
    type: 'a number from 1 to 60',
    default: '5',
    description: 'Seconds between two polls of the feed, 1 to 60.',
  });
  expect(rows.get('feed.kind')).toMatchObject({ type: 'one of synthetic, replay', default: '"synthetic"' });
  expect(rows.get('trading.symbols')?.default).toBe('');
});

test('a variable with several names says which is stronger', () => {
  const rows = environmentTable().filter(({ path }) => path === 'trading.symbols');
  expect(rows.map(({ name }) => name)).toEqual(['TRADING_SYMBOLS', 'SYMBOLS', 'TRADING_SYMBOL', 'SYMBOL']);
  expect(rows[1]?.description).toMatch(/Weaker than TRADING_SYMBOLS\.$/);
});

test('the JSON Schema knows every key, forbids others and survives JSON', () => {
  const schema = systemJsonSchema();
  expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
  const text = JSON.stringify(schema);
  for (const { path } of configurationTable()) expect(text).toContain(`"${path.split('.').at(-1)}":`);
  const open: string[] = [];
  const visit = (value: unknown, path: string): void => {
    if (isMap(value) && isMap(value['properties']) && value['additionalProperties'] !== false) open.push(path);
    if (typeof value === 'object' && value !== null)
      Object.entries(value).forEach(([key, inner]) => visit(inner, `${path}.${key}`));
  };
  visit(schema, '');
  expect(open).toEqual([]);
});

test('the JSON Schema requires only what has no default', () => {
  const schema = systemJsonSchema();
  expect(schema['required']).toEqual(['trading']);
  expect(JSON.stringify(schema['properties'])).toContain('"anyOf":[{"required":["symbols"]},{"required":["symbol"]}]');
});
