import { dirname } from 'node:path';
import type { DeterminismComparison, DeterminismVerdict, DeterminismViolation, ProofRequest } from '@q/backtest';
import { checkDeterminism } from '@q/backtest';
import type { Arguments } from '../arguments.js';
import { workerCount } from '../worker-count.js';
import type { ProofContext, Proved } from './proved.js';

/** So many threads run at the same time, where `--workers` does not say how many. */
const WORKERS = 2;

export async function proveDeterminism(
  request: ProofRequest,
  args: Arguments,
  { onProgress, searchWorker: url, strategiesModule }: ProofContext,
): Promise<Proved> {
  const count = workerCount(args, WORKERS);
  const threads = url === undefined ? {} : { workers: { url, count } };
  const calendarsFolder = dirname(args.config);
  const { strategies: _inThisThread, ...others } = request;
  const verdict = await checkDeterminism(
    strategiesModule === undefined
      ? { ...request, ...threads, calendarsFolder }
      : { ...others, ...threads, calendarsFolder, strategiesModule },
    { onProgress },
  );
  const { ok, records, workers, withoutWorkers, violations } = verdict;
  const compared = comparedRuns(verdict);
  const result = `determinism  ${compared.join(', ')}: ${records.toLocaleString('en-US')} records each`;
  const lines = [
    ...violations.flatMap((violation) => linesOf(violation, workers)),
    ...(withoutWorkers === undefined ? [] : [`left out   worker threads: ${withoutWorkers}`]),
    `${ok ? 'ok' : 'failed'}`.padEnd(11) + result,
  ];
  return { ok, lines, row: { records, compared, left_out: withoutWorkers ?? null, violations } };
}

function comparedRuns({ workers }: DeterminismVerdict): readonly string[] {
  const alone = workers > 0 ? ['1 worker'] : [];
  const together = workers > 1 ? [`${workers} workers`] : [];
  return ['2 runs', 'reordered', ...alone, ...together];
}

const OF_THREADS =
  'something knows its thread or shares with others: a strategy must not ask where it runs, nor keep files or memory of its own';
const OTHER_RUN: Readonly<
  Record<DeterminismComparison, { readonly what: (workers: number) => string; readonly remedy: string }>
> = {
  repeated: {
    what: () => 'the same run twice',
    remedy: 'a strategy, service or file must not remember a former run, look at a clock or roll dice',
  },
  reordered: {
    what: () => 'other order of keys',
    remedy: 'something goes through symbols or indicators in the order in which they were written',
  },
  worker: { what: () => 'in a worker thread', remedy: OF_THREADS },
  workers: { what: (workers) => `in one of ${workers} worker threads`, remedy: OF_THREADS },
};

function linesOf({ comparison, place, first, second }: DeterminismViolation, workers: number): readonly string[] {
  const { what, remedy } = OTHER_RUN[comparison];
  return [
    `violation  ${what(workers)}: ${place} differs`,
    `  first    ${first ?? 'nothing'}`,
    `  second   ${second ?? 'nothing'}`,
    `  remedy   ${remedy}`,
  ];
}
