import type { Signal } from '@q/trading';

/**
 * What a strategy said, where it is signals: a module in plain JavaScript may say anything.
 * @throws Error that says what it is in place of them
 */
export function checkedSignals(said: readonly Signal[]): readonly Signal[] {
  if (!Array.isArray(said)) throw new Error(`evaluate returned ${shown(said)} and not a list of signals`);
  for (const signal of said as readonly unknown[]) {
    const problem = problemOf(signal);
    if (problem !== undefined) throw new Error(`evaluate returned a signal ${shown(signal)}: ${problem}`);
  }
  return said;
}

function problemOf(signal: unknown): string | undefined {
  if (typeof signal !== 'object' || signal === null) return 'it is no object with kind and direction';
  const { kind, direction, percent }: { kind?: unknown; direction?: unknown; percent?: unknown } = signal;
  if (kind !== 'entry' && kind !== 'exit') return 'kind must be entry or exit';
  if (direction !== 'long' && direction !== 'short') return 'direction must be long or short';
  if (percent === undefined || (typeof percent === 'number' && percent > 0)) return undefined;
  return 'percent must be a number above 0; leave it out for all';
}

function shown(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value) ?? String(value);
}
