import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { median } from '../measure.js';
import type { Contestant, ContestReport, PythonContestant, Reports } from './contest.js';
import { disagreement, PYTHON_CONTESTANTS } from './contest.js';

export const CONTESTANT_NAMES: Readonly<Record<Contestant, string>> = {
  ours: 'ours, every event on the bus',
  floor: 'hand-written loop',
  grademark: 'grademark, averages by hand',
  framework: '@backtest/framework, averages by hand',
  'grademark-averages': 'grademark, averages of data-forge',
  backtrader: 'backtrader',
  'backtesting.py': 'backtesting.py',
};

const SHORT_NAMES: Readonly<Partial<Record<Contestant, string>>> = {
  framework: '@backtest/framework',
  'grademark-averages': 'grademark with averages of data-forge',
};

interface RatioTarget {
  readonly warm: number;
  readonly cold?: number;
}

/** How often ours must be as fast; of the engines from npm only as the fastest of them. */
const TARGETS: Readonly<Partial<Record<Contestant, RatioTarget>>> = {
  backtrader: { warm: 300, cold: 30 },
  'backtesting.py': { warm: 40 },
};
const NPM_TARGET: RatioTarget = { warm: 30 };
const NPM: readonly Contestant[] = ['grademark', 'framework'];
const PYTHON_NAMES = Object.keys(PYTHON_CONTESTANTS) as PythonContestant[];

/** Warm speeds of the same job that were measured together on another machine, candles for each CPU second: the loop, and engines that may not be here. */
export type PublishedSpeeds = Readonly<Record<'floor' | PythonContestant, number>>;

/**
 * Speeds cold and warm, and how often ours is as fast as those that made the very trades of the floor.
 * @throws Error where ours did not: then none of its speeds counts
 */
export function contestRows(title: string, reports: Reports, published: PublishedSpeeds): readonly BenchRow[] {
  const group = `backtest: SMA(10)/SMA(30), one position, 0.1 % commission: ${title}`;
  const floor = reports.get('floor') ?? [];
  const problems = new Map([...reports].map(([name, all]) => [name, disagreement(all, floor)]));
  if (problems.get('ours') !== undefined) throw new Error(`ours and the floor do not agree: ${problems.get('ours')}`);
  const speeds = [...reports].flatMap(([name, all]): BenchRow[] => {
    const note = problems.get(name) ?? `${all[0]?.passes[0]?.trades} trades, balance and equity to the cent`;
    const row = (kind: string, value: number): BenchRow => {
      return { group, name: `${CONTESTANT_NAMES[name]}, ${kind}`, value, unit: 'candles/CPU s', note };
    };
    const rows = [row('cold', median(all.map(coldSpeed))), row('warm', median(all.map(warmSpeed)))];
    return name === 'ours' ? [...rows, row('cold, settings read', median(all.map(settingsReadSpeed)))] : rows;
  });
  const comparable = [...reports.keys()].filter((name) => problems.get(name) === undefined);
  return [...speeds, ...ratios(group, reports, comparable), ...estimates(group, reports, published)];
}

/** Beside engines that are not here, by what both are beside the loop: it was measured with them where they were. */
function estimates(group: string, reports: Reports, published: PublishedSpeeds): readonly BenchRow[] {
  const speed = (name: Contestant): number => median((reports.get(name) ?? []).map(warmSpeed));
  const besideLoop = speed('ours') / speed('floor');
  return PYTHON_NAMES.filter((name) => !reports.has(name)).map((name) => {
    const value = (besideLoop * published.floor) / published[name];
    return {
      group,
      name: `ours / ${name}, warm, estimated`,
      value,
      unit: 'x',
      note: 'not here: by its published distance to the loop',
    };
  });
}

function ratios(group: string, reports: Reports, comparable: readonly Contestant[]): readonly BenchRow[] {
  const ours = reports.get('ours') ?? [];
  const speed = (name: Contestant): number => median((reports.get(name) ?? []).map(warmSpeed));
  const [fastest] = NPM.filter((name) => comparable.includes(name)).sort((left, right) => speed(right) - speed(left));
  const others = comparable.filter((name) => name !== 'ours' && name !== 'floor');
  return others.flatMap((name): BenchRow[] => {
    const theirs = reports.get(name) ?? [];
    const row = (kind: string, of: (report: ContestReport) => number): BenchRow => {
      const value = median(ours.map(of)) / median(theirs.map(of));
      return {
        group,
        name: `ours / ${SHORT_NAMES[name] ?? name}, ${kind}`,
        value,
        unit: 'x',
        ...(name === fastest ? { note: 'the fastest of npm' } : {}),
      };
    };
    const [cold, warm] = [row('cold', coldSpeed), row('warm', warmSpeed)];
    const target = name === fastest ? NPM_TARGET : TARGETS[name];
    return [
      target?.cold === undefined ? cold : atLeast(cold, target.cold),
      target === undefined ? warm : atLeast(warm, target.warm),
    ];
  });
}

/** Candles for each second of CPU time in the first pass of a fresh process. */
function coldSpeed({ candles, passes }: ContestReport): number {
  return (candles / (passes[0]?.cpuMs ?? NaN)) * 1_000;
}

function settingsReadSpeed({ candles, passes, prepareMs }: ContestReport): number {
  return (candles / ((passes[0]?.cpuMs ?? NaN) + prepareMs)) * 1_000;
}

/** In the second half of its passes, when code that is used much has been compiled; an engine that ran but once, interpreted, is as warm as it gets. */
function warmSpeed({ candles, passes }: ContestReport): number {
  const later = passes.slice(passes.length >> 1);
  return (candles / median(later.map(({ cpuMs }) => cpuMs))) * 1_000;
}
