import { cpuMs } from '../measure.js';
import type { ContestReport, ContestSetting, TimedPass } from './contest.js';
import type { Prepare } from './contestants/contestant.js';
import { marketNamed } from './market.js';

const { contestant, market: name, passes, leastCpuMs } = JSON.parse(process.argv[2] ?? '{}') as ContestSetting;

/** More than any engine needs to be compiled: a loop takes a fraction of a millisecond. */
const MOST_PASSES = 500;

const before = cpuMs();
const { prepare } = (await import(`./contestants/${contestant}.js`)) as { readonly prepare: Prepare };
const modulesLoaded = cpuMs();
const market = marketNamed(name);
const candlesRead = cpuMs();
const pass = prepare(market);
const prepared = cpuMs();

const timed: TimedPass[] = [];
for (let spentMs = 0; timed.length < passes || (spentMs < leastCpuMs && timed.length < MOST_PASSES);) {
  const start = cpuMs();
  const result = await pass();
  const tookMs = cpuMs() - start;
  timed.push({ ...result, cpuMs: tookMs });
  spentMs += tookMs;
}
const report: ContestReport = {
  candles: market.columns.length,
  modulesMs: modulesLoaded - before,
  candlesMs: candlesRead - modulesLoaded,
  prepareMs: prepared - candlesRead,
  passes: timed,
  peakRssMb: process.resourceUsage().maxRSS / 1_024,
};
process.send?.(report);
process.disconnect?.();
