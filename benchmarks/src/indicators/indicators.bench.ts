import type { BenchRow } from '../bench-row.js';
import { atLeast, below } from '../bench-row.js';
import type { Child } from '../child.js';
import { reportOf, startChild } from '../child.js';
import { median } from '../measure.js';
import { program } from '../places.js';
import type { BenchedName } from './ours.js';
import { OURS } from './ours.js';

const GENERATIONS = 3;
const ROUNDS = 3;
const LIBRARIES = ['ours', 'technicalindicators', 'trading-signals'] as const;

type Library = (typeof LIBRARIES)[number];
/** Median CPU time of an update, ns; `undefined` where a library has no such indicator. */
type Figures = Readonly<Record<Library, number | undefined>>;

/**
 * CPU time of an update, value by value, beside two libraries of the same kind. Each library is alone in its process with all its indicators;
 * all are asked in turn, and three times anew.
 */
export async function indicatorsBench(): Promise<BenchRow[]> {
  const names = Object.keys(OURS) as BenchedName[];
  const figures = await measured(names);
  return [
    ...names.flatMap((name) => rowsOf(name, figures.get(name))),
    ...sums(figures),
    fastest(figures),
    await growth(),
  ];
}

async function measured(names: readonly BenchedName[]): Promise<ReadonlyMap<BenchedName, Figures>> {
  const all = new Map<string, number[]>();
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const children: [Library, Child][] = [];
    for (const library of LIBRARIES) {
      children.push([library, await startChild(program('indicators/indicator-child'), [library])]);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const name of names) {
        for (const [library, child] of children) {
          const key = `${library} ${name}`;
          all.set(key, [...(all.get(key) ?? []), await child.ask(name)]);
        }
      }
    }
    for (const [, child] of children) child.end();
  }
  const figure = (library: Library, name: BenchedName): number | undefined => {
    const ns = median(all.get(`${library} ${name}`) ?? []);
    return ns < 0 ? undefined : ns;
  };
  return new Map(
    names.map((name) => {
      const of = (library: Library): number | undefined => figure(library, name);
      return [
        name,
        { ours: of('ours'), technicalindicators: of('technicalindicators'), 'trading-signals': of('trading-signals') },
      ];
    }),
  );
}

function rowsOf(name: BenchedName, figures: Figures | undefined): readonly BenchRow[] {
  const group = `indicators: CPU ns per update, and how many times ours the others take (median of ${GENERATIONS * ROUNDS} interleaved rounds)`;
  const ours = figures?.ours ?? Number.NaN;
  const notes = LIBRARIES.slice(1).map((library) => {
    const ns = figures?.[library];
    return ns === undefined ? `${library} has none` : `${library} ${ns.toFixed(0)} (${(ns / ours).toFixed(1)} x)`;
  });
  const row = { group, name, value: ours, unit: 'ns', note: notes.join(', ') };
  const limit = figures?.technicalindicators;
  return [limit === undefined ? row : below(row, Math.round(limit))];
}

/** Over how many of those that any of the others has ours is the fastest. */
function fastest(figures: ReadonlyMap<BenchedName, Figures>): BenchRow {
  const contested = [...figures.values()].filter((one) => others(one).length > 0);
  const won = contested.filter((one) => (one.ours ?? Number.NaN) <= Math.min(...others(one)));
  const row = {
    group: 'indicators: as fast as the fastest of the others',
    name: 'ours',
    value: won.length,
    unit: `of ${contested.length}`,
  };
  return atLeast(row, Math.floor(contested.length / 2) + 1);
}

function others(figures: Figures): readonly number[] {
  return LIBRARIES.slice(1).flatMap((library) => figures[library] ?? []);
}

function sums(figures: ReadonlyMap<BenchedName, Figures>): readonly BenchRow[] {
  const group = 'indicators: sum over those that both have';
  return LIBRARIES.slice(1).map((library) => {
    const both = [...figures.values()].filter((one) => one[library] !== undefined);
    const sum = (of: Library): number => both.reduce((total, one) => total + (one[of] ?? 0), 0);
    const row = {
      group,
      name: `${library} / ours`,
      value: sum(library) / sum('ours'),
      unit: 'x',
      note: `${both.length} indicators: ${sum(library).toFixed(0)} ns, ours ${sum('ours').toFixed(0)} ns`,
    };
    return atLeast(row, library === 'technicalindicators' ? 10 : 1);
  });
}

interface Growth {
  readonly grownBytes: number;
  readonly updates: number;
  readonly indicators: number;
}

async function growth(): Promise<BenchRow> {
  const { grownBytes, updates, indicators } = await reportOf<Growth>(program('indicators/growth-child'), []);
  const row = {
    group: `indicators: heap kept of ${updates.toLocaleString('en-US')} candles`,
    name: `core set, ${indicators} indicators`,
    value: grownBytes / 1024,
    unit: 'KiB',
  };
  return below(row, 1_024);
}
