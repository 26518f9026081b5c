import { loadLibrary } from './library.cjs';

/**
 * Runs a piece of technicalindicators unrounded: its `setConfig('precision')` holds for a whole process, and what another part of the
 * program set there must not reach a price of ours.
 */
export function exactly<Result>(run: () => Result): Result {
  const { getConfig, setConfig } = loadLibrary();
  const precision: unknown = getConfig('precision');
  if (precision === undefined) return run();
  setConfig('precision', undefined);
  try {
    return run();
  } finally {
    setConfig('precision', precision);
  }
}
