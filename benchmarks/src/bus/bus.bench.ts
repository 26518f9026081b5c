import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import type { Child } from '../child.js';
import { startChild } from '../child.js';
import { median, medianRatio } from '../measure.js';
import { program } from '../places.js';
import type { ContestantName } from './contestant.js';
import { CONTESTANTS } from './contestant.js';
import type { ScenarioName } from './scenario.js';
import { SCENARIOS } from './scenario.js';

const GENERATIONS = 3;
const ROUNDS = 5;

/** The scenarios in which the project asks for eventemitter3's speed. */
const AIMED_AT: ReadonlySet<ScenarioName> = new Set(['one', 'four', 'sixteen']);

type Figures = ReadonlyMap<ContestantName, number[]>;

/**
 * CPU time for each event: the bus with everything on, beside emitters that only dispatch. Each contestant is alone in its process,
 * so that none is compiled for another's events; all are asked in turn, and three times anew, so that no lucky compilation decides.
 */
export async function busBench(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const scenario of Object.keys(SCENARIOS) as ScenarioName[]) {
    rows.push(...rowsOf(scenario, await measured(scenario)));
  }
  return rows;
}

async function measured(scenario: ScenarioName): Promise<Figures> {
  const names = Object.keys(CONTESTANTS) as ContestantName[];
  const figures = new Map<ContestantName, number[]>(names.map((name) => [name, []]));
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const children: [ContestantName, Child][] = [];
    for (const name of names) children.push([name, await startChild(program('bus/bus-child'), [name, scenario])]);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [name, child] of children) figures.get(name)?.push(await child.ask('round'));
    }
    for (const [, child] of children) child.end();
  }
  return figures;
}

function rowsOf(scenario: ScenarioName, figures: Figures): readonly BenchRow[] {
  const group = `bus: ${SCENARIOS[scenario].name} (CPU ns per event, median of ${GENERATIONS * ROUNDS} interleaved rounds)`;
  const ns = (name: ContestantName): number => median(figures.get(name) ?? []);
  const rows = [...figures.keys()].map((name): BenchRow => {
    const perSecond = Math.round(1e9 / ns(name)).toLocaleString('en-US');
    return { group, name, value: ns(name), unit: 'ns', note: `${perSecond} events/s` };
  });
  const ratio = (name: ContestantName): BenchRow => ({
    group,
    name: `speed of ${name} / eventemitter3`,
    value: medianRatio(figures.get('eventemitter3') ?? [], figures.get(name) ?? []),
    unit: 'x',
  });
  const onVirtualClock = ratio('ours, virtual clock');
  const asked = AIMED_AT.has(scenario) ? atLeast(onVirtualClock, 1) : onVirtualClock;
  return [...rows, asked, ratio('ours, system clock')];
}
