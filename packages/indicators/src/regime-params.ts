import type { Timeframe } from '@q/events';
import { TIMEFRAMES } from '@q/events';
import { findParameterProblems } from './check-parameters.js';
import type { Parameter } from './parameter.js';
import { choice } from './parameter.js';

/** All in candles but the last. */
export interface RegimeParams {
  /** Before that many candles the regime is `warming_up`. Default 500. */
  readonly warm_up?: number;
  /** Sightings in a row before another class is believed. Default 2. */
  readonly persist?: number;
  /** How long a change counts as a transition. Default 3. */
  readonly transition?: number;
  /** How many band widths, the present one counted but not compared with itself, set the expansion threshold. Default 200. */
  readonly width_memory?: number;
  /** A timeframe whose trend a class must not contradict; only finished candles of it are looked at. Default `none`. */
  readonly higher_timeframe?: 'none' | Timeframe;
}

const DEFAULTS = { warm_up: 500, persist: 2, transition: 3, width_memory: 200, higher_timeframe: 'none' } as const;

export const REGIME_PARAMETERS = {
  warm_up: count(DEFAULTS.warm_up, 0, 'candles before the first class'),
  persist: count(DEFAULTS.persist, 1, 'sightings in a row before another class is believed'),
  transition: count(DEFAULTS.transition, 0, 'candles that a change counts as a transition'),
  width_memory: count(DEFAULTS.width_memory, 2, 'band widths that set the expansion threshold'),
  higher_timeframe: choice(
    DEFAULTS.higher_timeframe,
    ['none', ...TIMEFRAMES],
    'timeframe whose trend a class must not contradict',
  ),
} as const satisfies Readonly<Record<keyof RegimeParams, Parameter>>;

/** @throws Error that names every parameter that is unknown or out of range */
export function completeRegimeParams(given: RegimeParams): Required<RegimeParams> {
  const problems = findParameterProblems('regime', REGIME_PARAMETERS, { ...given });
  if (problems.length === 0) return { ...DEFAULTS, ...given };
  const lines = problems.map(({ name, message, suggestion }) => {
    const hint = suggestion === undefined ? '' : `; did you mean "${suggestion}"?`;
    return `${name ?? 'regime'}: ${message}${hint}`;
  });
  throw new Error(`regime parameters: ${lines.join('. ')}`);
}

function count(standard: number, min: number, description: string): Parameter {
  return { kind: 'whole', default: standard, min, max: 100_000, description };
}
