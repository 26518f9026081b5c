import type { Instrument } from '@q/events';

/** Relative slack in steps: a number that stands on the grid in decimal seldom does in binary. */
const SLACK = 1e-7;

/** The nearest price on the tick grid. */
export function snapPrice(instrument: Instrument, price: number): number {
  return roundTo(Math.round(price / instrument.tickSize) * instrument.tickSize, instrument.digits);
}

/** The largest volume on the lot grid that is not above `volume`: never up in size. 0 where it is below one step. */
export function floorVolume(instrument: Instrument, volume: number): number {
  const steps = Math.floor(volume / instrument.lotStep + SLACK);
  return roundTo(steps * instrument.lotStep, decimalsOf(instrument.lotStep));
}

/** Steps are few and asked about again and again. */
const decimalsOfSteps = new Map<number, number>();

/** Decimals of a step: 2 for 0.01, 0 for 1. */
export function decimalsOf(step: number): number {
  const known = decimalsOfSteps.get(step);
  if (known !== undefined) return known;
  const decimals = countDecimals(step);
  if (decimalsOfSteps.size < STEPS_KEPT) decimalsOfSteps.set(step, decimals);
  return decimals;
}

const STEPS_KEPT = 256;

function countDecimals(step: number): number {
  const [mantissa = '', exponent = '0'] = step.toExponential().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);
/** Up to here a scaled value, and what it is rounded to, are known to far less than half a unit. */
const SAFE = 1e12;
const NEAR_HALF = 1e-3;

/**
 * The nearest number of so many decimals, as its text would say it: a half is decided by the binary value itself. By multiplication where that
 * cannot err, which is nearly always and many times as fast as by text.
 */
export function roundTo(value: number, decimals: number): number {
  if (value === 0) return 0;
  const power = POWERS[decimals];
  if (power !== undefined) {
    const scaled = value * power;
    const rounded = Math.round(scaled);
    const isClear = Math.abs(Math.abs(scaled - rounded) - 0.5) > NEAR_HALF;
    if (isClear && rounded !== 0 && Math.abs(scaled) < SAFE) return rounded / power;
  }
  return Number(value.toFixed(decimals));
}
