import type { BenchRow } from '../bench-row.js';
import { below } from '../bench-row.js';
import type { OursReport, OursSetting } from './ours-job.js';
import { nsPerCandle, runOurs } from './ours-job.js';

const WARM_UP = { candles: 300_000, cpuMs: 4_000 };
/** Candles, and passes of which the one in the middle counts: the first over more candles than before still compiles a little. */
const SIZES: readonly (readonly [candles: number, passes: number])[] = [
  [30_000, 5],
  [300_000, 3],
  [1_000_000, 3],
  [3_000_000, 3],
];
const LONG = 10_000_000;
const FLAT_FROM = 300_000;
/** Flat: what two runs of one size differ by on a shared machine. */
const FLAT = 1.25;
const MOST_MB = 1_024;

const COUNTS = [1, 4, 16];
const [SYMBOL_CANDLES, STRATEGY_CANDLES] = [96_000, 30_000];

/** What a candle costs when there are more of them, and how much memory they take. */
export async function growthBench(long: boolean): Promise<BenchRow[]> {
  const measured: (readonly [candles: number, ns: number, report: OursReport])[] = [];
  for (const [candles, passes] of long ? [...SIZES, [LONG, 1] as const] : SIZES) {
    const setting: OursSetting = { job: 'plain', candles, warmUp: WARM_UP, passes };
    const report = await runOurs(setting);
    measured.push([candles, nsPerCandle(setting, report), report]);
  }
  const base = measured.find(([candles]) => candles === FLAT_FROM)?.[1] ?? NaN;
  const group = 'backtest: growth with candles, plain job, warm';
  const rows = measured.flatMap(([candles, ns]): BenchRow[] => {
    const row = { group, name: `${count(candles)} candles`, value: ns, unit: 'ns/candle' };
    if (candles <= FLAT_FROM) return [row];
    const ratio = { group, name: `${count(candles)} / ${count(FLAT_FROM)} candles`, value: ns / base, unit: 'x' };
    return [row, below(ratio, FLAT)];
  });
  return [...rows, ...measured.flatMap(memoryRow), ...(await bySymbols()), ...(await byStrategies())];
}

function memoryRow([candles, , { peakRssMb }]: readonly [number, number, OursReport]): readonly BenchRow[] {
  if (candles < 1_000_000) return [];
  const group = 'backtest: peak memory of the whole process, candles and results included';
  const row = { group, name: `${count(candles)} candles`, value: peakRssMb, unit: 'MB' };
  return [candles === LONG ? below(row, MOST_MB) : row];
}

async function bySymbols(): Promise<readonly BenchRow[]> {
  const group = `backtest: growth with symbols, plain job, ${count(SYMBOL_CANDLES)} candles of all together, warm`;
  const rows: BenchRow[] = [];
  for (const symbols of COUNTS) {
    const setting: OursSetting = {
      job: 'plain',
      candles: SYMBOL_CANDLES,
      symbols,
      warmUp: WARM_UP,
      passes: 3,
    };
    const value = nsPerCandle(setting, await runOurs(setting));
    rows.push({ group, name: `symbols: ${symbols}`, value, unit: 'ns/candle' });
  }
  return rows;
}

async function byStrategies(): Promise<readonly BenchRow[]> {
  const group = `backtest: growth with strategies, plain job, ${count(STRATEGY_CANDLES)} candles, warm`;
  const rows: BenchRow[] = [];
  for (const strategies of COUNTS) {
    const setting: OursSetting = {
      job: 'plain',
      candles: STRATEGY_CANDLES,
      strategies,
      warmUp: WARM_UP,
      passes: 5,
    };
    const report = await runOurs(setting);
    const value = nsPerCandle(setting, report);
    const note = `${(value / strategies).toFixed(0)} ns for each strategy, ${count(report.trades)} trades`;
    rows.push({ group, name: `strategies: ${strategies}`, value, unit: 'ns/candle', note });
  }
  return rows;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
