import type { BenchRow } from '../bench-row.js';
import { contestBench } from './contest.bench.js';
import { growthBench } from './growth.bench.js';
import { historyBench } from './history.bench.js';
import { optimiseBench } from './optimise.bench.js';
import { richBench } from './rich.bench.js';

/** The whole system over history: beside other engines, with much to calculate, with a written history, as the amounts grow, and in a search. */
export async function backtestBench({ long }: { readonly long: boolean }): Promise<BenchRow[]> {
  return [
    ...(await contestBench()),
    ...(await richBench()),
    ...(await historyBench()),
    ...(await growthBench(long)),
    ...(await optimiseBench()),
  ];
}
