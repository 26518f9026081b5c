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

/** Decimals of a step: 2 for 0.01, 0 for 1. */
export function decimalsOf(step: number): number {
  const [mantissa = '', exponent = '0'] = step.toExponential().split('e');
  return Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent));
}

export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
