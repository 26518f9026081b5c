import * as fc from 'fast-check';
import { dump } from 'js-yaml';
import { configLeaves } from './config-leaves.js';
import { ConfigLoader } from './config-loader.js';
import { ConfigError } from './problems/config-error.js';
import { shapeOf, type SchemaShape } from './schema-shape.js';
import type { SystemConfig } from './system-config.js';
import { toFileForm } from './to-file-form.js';

/** Some value of a leaf; it need not be one that fits the others. */
function valueOf(path: string, shape: SchemaShape): fc.Arbitrary<unknown> {
  if (path === 'trading.symbols')
    return fc.uniqueArray(fc.constantFrom('EURUSD', 'GBPUSD', 'BTCUSD', 'USDJPY'), { minLength: 1 });
  if (path === 'trading.timeframes')
    return fc.uniqueArray(fc.constantFrom('1', '5', '15', '60', '1d'), { minLength: 1 });
  if (path === 'feed.files')
    return fc.constant({ EURUSD: 'a.csv', GBPUSD: { path: 'b.csv', columns: { time: 0 } }, BTCUSD: 'c', USDJPY: 'd' });
  if (path === 'instruments')
    return fc.record({ EURUSD: fc.record({ digits: fc.nat(9), session: fc.constantFrom('fx', 'always') }) });
  if (path === 'broker.per_symbol') return fc.record({ GBPUSD: fc.record({ spread_pips: fc.nat(9) }) });
  if (path === 'logging.services') return fc.record({ RiskGate: fc.constantFrom('debug', 'ERROR', 'Warning') });
  switch (shape.kind) {
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...shape.options);
    case 'number': {
      const [low, high] = [
        Number.isFinite(shape.min) ? shape.min : -1000,
        Number.isFinite(shape.max) ? shape.max : 100_000,
      ];
      return shape.whole ? fc.integer({ min: low, max: high }) : fc.double({ min: low, max: high, noNaN: true });
    }
    case 'text':
      return fc.constantFrom('EUR', '2024-02-03', '12:30:00', '+02:00', 'no', '1.5', '~', ' x ', "it's: #1", '日本');
    default:
      return fc.constant(undefined);
  }
}

const leaves = configLeaves().filter(({ path }) => path.join('.') !== 'trading.symbol');
const written = fc
  .tuple(
    ...leaves.map(({ path, schema }) =>
      fc.option(valueOf(path.join('.'), shapeOf(schema)), { nil: undefined, freq: path[0] === 'trading' ? 20 : 1 }),
    ),
  )
  .map((values) => {
    const root: Record<string, unknown> = {};
    leaves.forEach(({ path }, index) => {
      let section = root;
      for (const key of path.slice(0, -1)) {
        section[key] ??= {};
        section = section[key] as Record<string, unknown>;
      }
      if (values[index] !== undefined) section[path.at(-1) ?? ''] = values[index];
    });
    return root;
  });

function accepted(text: string): SystemConfig | undefined {
  try {
    return ConfigLoader.parse(text, { env: {} }).config;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** Drops what was refused, line by line of the problems, until the rest is accepted. */
function repaired(root: Record<string, unknown>): SystemConfig | undefined {
  for (let round = 0; round < 60; round += 1) {
    try {
      return ConfigLoader.parse(dump(root), { env: {} }).config;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      for (const { path } of error.problems) remove(root, path.split('.'));
    }
  }
  return undefined;
}

function remove(root: Record<string, unknown>, path: readonly string[]): void {
  let section = root;
  for (const key of path.slice(0, -1)) {
    const inner = section[key];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) break;
    section = inner as Record<string, unknown>;
  }
  delete section[path.at(-1) ?? ''];
  if (path[0] === 'trading') root['trading'] = { symbols: ['EURUSD'], timeframes: ['1'] };
}

test('whatever is accepted means the same when it is written out and read again', () => {
  let count = 0;
  fc.assert(
    fc.property(written, (root) => {
      const config = repaired(root);
      if (config === undefined) return;
      count += 1;
      expect(accepted(dump(toFileForm(config)))).toEqual(config);
    }),
    { numRuns: 60 },
  );
  expect(count).toBeGreaterThan(50);
});

test('no text makes the loader fail in another way than with its own error', () => {
  const word = fc.constantFrom(
    'trading',
    'risk',
    'feed',
    ':',
    ' ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a',
    '*a',
    '<<',
    '|',
    '"',
    "'",
    '1',
    'toString',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      accepted(words.join(''));
    }),
    { numRuns: 500 },
  );
});
