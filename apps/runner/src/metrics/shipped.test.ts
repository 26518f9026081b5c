import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { busyFlow, scrape, startFor } from './testing/busy-flow.js';
import type { ParsedFamily } from './testing/exposition.js';
import { parseExposition } from './testing/exposition.js';

const root = join(__dirname, '../../../..');
let families: readonly ParsedFamily[];

beforeAll(async () => {
  const metrics = await startFor(busyFlow());
  families = parseExposition(await scrape(metrics));
  await metrics.close();
});

interface Panel {
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

function dashboard(): { readonly panels: readonly Panel[]; readonly templating: unknown } {
  const text = readFileSync(join(root, 'ops/grafana/quantronaute.json'), 'utf8');
  return JSON.parse(text) as ReturnType<typeof dashboard>;
}

const namesIn = (text: string): readonly string[] => text.match(/\bquantronaute_[a-z0-9_]+/g) ?? [];

test('every figure that the dashboard asks for is exported', () => {
  const series = families.flatMap(({ name, type }) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  const { panels, templating } = dashboard();
  const asked = namesIn(
    [...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)), JSON.stringify(templating)].join(),
  );
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((name) => !series.includes(name))).toEqual([]);
});

test('counters are shown as what they grow by, never as they are', () => {
  const counters = families.filter(({ type }) => type === 'counter').map(({ name }) => name);
  const exprs = dashboard().panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
  const bare = exprs.filter(
    (expr) => namesIn(expr).some((name) => counters.includes(name)) && !/(rate|increase)\(/.test(expr),
  );
  // What all closed positions together brought is a sum over the whole run.
  expect(bare.filter((expr) => !expr.includes('trade_gains_total'))).toEqual([]);
});

test('every panel has a title and something to show', () => {
  const { panels } = dashboard();
  expect(
    panels.filter(({ type, title, targets = [] }) => title === '' || (type !== 'row' && targets.length === 0)),
  ).toEqual([]);
});

test('docs/metrics.md lists every figure, with its type and what it is', () => {
  const rows = readFileSync(join(root, 'docs/metrics.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, name, type, help] = /^\| `([a-z0-9_]+)` +\| (\w+) +\|[^|]*\| (.+?) +\|$/.exec(line) ?? [];
      return name === undefined ? [] : [`quantronaute_${name} ${type}: ${help}`];
    });
  const exported = families.map(({ name, type, help }) => `${name} ${type}: ${help}`);
  expect(new Set(rows)).toEqual(new Set(exported));
  expect(rows).toHaveLength(exported.length);
});
