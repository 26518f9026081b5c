import type { Instrument } from '@q/events';
import { z } from 'zod';

const UNITS = ['pips', 'price', 'percent'] as const;

export type DistanceUnit = (typeof UNITS)[number];

/** A distance as a strategy file has it. */
export interface Distance {
  readonly value: number;
  readonly unit: DistanceUnit;
}

const plainUnit = z.enum(UNITS);

/** The key beside a distance that says what it counts. */
export function unitKey(fallback: DistanceUnit, of = 'the entry price') {
  return plainUnit.default(fallback).describe(`What it counts: pips, price units, or percent of ${of}.`);
}

/** The same where it may be left to the stop that it belongs to. */
export const inheritedUnitKey = plainUnit
  .optional()
  .describe(
    "What step counts: pips, price units, or percent of the entry price; the stop's unit where it is left out.",
  );

/** A configured distance as a price distance; a percentage is of `price`. */
export function distanceInPrice({ value, unit }: Distance, price: number, instrument: Instrument): number {
  if (unit === 'pips') return value * instrument.pip;
  return unit === 'percent' ? (price * value) / 100 : value;
}
