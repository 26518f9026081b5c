import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { median } from '../measure.js';
import type { OursReport, OursSetting } from './ours-job.js';
import { runOurs } from './ours-job.js';

const ROUNDS = 3;
/** The first is the cold one, those of the second half are the warm ones. */
const PASSES = 8;
const SETTING: OursSetting = { job: 'rich', candles: 200_000, passes: PASSES };

/** Three timeframes, ten indicators, regime, two strategies with trees, stops: base candles for each second of CPU time. */
export async function richBench(): Promise<BenchRow[]> {
  const reports: OursReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) reports.push(await runOurs(SETTING));
  const [first] = reports;
  if (first === undefined || first.tradedUntil < 0.95) {
    throw new Error(`the rich job stopped trading at ${first?.tradedUntil} of its candles: its limits are in the way`);
  }
  const group = `backtest: rich job, 10 indicators, regime, 2 strategies with trees, 3 timeframes, ${SETTING.candles.toLocaleString('en-US')} base candles (median of ${ROUNDS} fresh processes)`;
  const count = (value: number): string => value.toLocaleString('en-US');
  const note = `${count(first.trades)} trades, ${count(first.events)} events`;
  const speed = (of: (cpuMs: readonly number[]) => number): number =>
    median(reports.map(({ cpuMs }) => (SETTING.candles / of(cpuMs)) * 1_000));
  const row = (name: string, value: number): BenchRow => ({ group, name, value, unit: 'base candles/CPU s', note });
  return [
    row(
      'ours, cold',
      speed(([cold = NaN]) => cold),
    ),
    atLeast(row('ours, warm', speed(warm)), 300_000),
  ];
}

function warm(cpuMs: readonly number[]): number {
  return median(cpuMs.slice(PASSES >> 1));
}
