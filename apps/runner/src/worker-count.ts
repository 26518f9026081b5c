import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';

/** What `--workers` says; without it `otherwise`. @throws UsageError */
export function workerCount({ search: { workers } }: Arguments, otherwise: number): number {
  if (workers === undefined) return otherwise;
  if (/^[1-9]\d*$/.test(String(workers))) return Number(workers);
  throw new UsageError(`--workers needs a whole number from 1 on, got "${String(workers)}"`);
}
