import type { BenchRow } from '../bench-row.js';
import { reportOf } from '../child.js';
import { median } from '../measure.js';
import { program } from '../places.js';
import type { LineRun, LineSetting } from './line-run.js';

const ROUNDS = 5;
const MANY = 200_000;
const FEW = 20_000;

const SETTINGS: Readonly<Record<string, LineSetting>> = {
  'no history': { candles: MANY, history: 'none', logging: false },
  'history default': { candles: MANY, history: 'default', logging: false },
  'history all': { candles: MANY, history: 'all', logging: false },
  'history default, log file': { candles: MANY, history: 'default', logging: true },
  'no history, 20,000 candles': { candles: FEW, history: 'none', logging: false },
};

/** The whole default system on one symbol, each run in a fresh process: data, indicators, strategy, gate, simulated broker. */
export async function lineBench(): Promise<BenchRow[]> {
  const runs = new Map<string, LineRun[]>(Object.keys(SETTINGS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, setting] of Object.entries(SETTINGS)) {
      runs.get(name)?.push(await reportOf<LineRun>(program('line/line-child'), [JSON.stringify(setting)]));
    }
  }
  const group = `line: default system on EURUSD, ${MANY.toLocaleString('en-US')} base candles, timeframes 1, 5, 15 (median of ${ROUNDS} fresh processes)`;
  const rate = (name: string): number => median((runs.get(name) ?? []).map((run) => run.candlesPerCpuSecond));
  const rows = [...runs].map(([name, [run]]): BenchRow => {
    const note = run === undefined ? '' : noteOf(run);
    return { group, name, value: rate(name), unit: 'candles/CPU s', note };
  });
  const growth = (1e6 * MANY) / rate('no history') - (1e6 * FEW) / rate('no history, 20,000 candles');
  const each: BenchRow = {
    group,
    name: 'a candle once warm',
    value: growth / (MANY - FEW),
    unit: 'us',
    note: `CPU time of the last ${(MANY - FEW).toLocaleString('en-US')} candles`,
  };
  return [...rows, each];
}

function noteOf({ eventsPerCpuSecond, figures }: LineRun): string {
  const count = (value: number): string => Math.round(value).toLocaleString('en-US');
  return `${count(eventsPerCpuSecond)} events/CPU s, ${count(figures.events)} events, ${count(figures.positionsClosed)} round trips`;
}
