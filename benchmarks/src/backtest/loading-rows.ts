import type { BenchRow } from '../bench-row.js';
import { median } from '../measure.js';
import type { Reports } from './contest.js';
import { CONTESTANT_NAMES } from './contest-rows.js';

/** What no engine's speed counts: its modules, and the candles brought into its own form, its settings read. */
export function loadingRows(title: string, reports: Reports): readonly BenchRow[] {
  const group = `backtest: loading, not part of any speed, and peak memory: ${title}`;
  return [...reports].flatMap(([contestant, all]): BenchRow[] => {
    const name = CONTESTANT_NAMES[contestant];
    const modules = median(all.map(({ modulesMs }) => modulesMs));
    const candles = median(all.map(({ candlesMs }) => candlesMs));
    const prepared = median(all.map(({ prepareMs }) => prepareMs));
    const note = `modules ${ms(modules)}, candles read or made ${ms(candles)}, own form and settings ${ms(prepared)}`;
    return [
      { group, name: `${name}, loading`, value: modules + candles + prepared, unit: 'CPU ms', note },
      { group, name: `${name}, memory`, value: median(all.map(({ peakRssMb }) => peakRssMb)), unit: 'MB' },
    ];
  });
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
