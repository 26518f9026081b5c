import type { BenchRow } from '../bench-row.js';
import { atLeast } from '../bench-row.js';
import { median } from '../measure.js';
import type { OursReport, OursSetting } from './ours-job.js';
import { runOurs } from './ours-job.js';

const ROUNDS = 3;
const SETTING: OursSetting = { job: 'rich', candles: 200_000, passes: 2 };

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
  const speed = (pass: number): number =>
    median(reports.map(({ cpuMs }) => (SETTING.candles / (cpuMs[pass] ?? NaN)) * 1_000));
  const row = (name: string, value: number): BenchRow => ({ group, name, value, unit: 'base candles/CPU s', note });
  return [row('ours, cold', speed(0)), atLeast(row('ours, warm', speed(1)), 300_000)];
}
