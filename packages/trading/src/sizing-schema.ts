import { TIMEFRAMES } from '@q/events';
import { z } from 'zod';
import { parseDuration } from './duration.js';

const entryKeys = {
  atr_distance: z
    .number()
    .min(0)
    .optional()
    .describe(
      'Price distance from the close at which the entry waits as a limit order, on the better side; up to 0.001 it is a market order.',
    ),
  expires_after: z
    .string()
    .refine((text) => parseDuration(text) !== undefined, 'expected a duration such as 90m, 4h, 2d or 1w')
    .optional()
    .describe('How long an unfilled limit entry waits, such as 90m, 4h or 1d; 1d where it is left out.'),
};

const percentOf = (what: string) => z.number().positive().max(100).describe(`Percent of the equity ${what}.`);

/** How large an entry is. */
export const sizingSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('fixed').describe('The same size for every entry.'),
      value: z.number().positive().describe('Lots.'),
      ...entryKeys,
    }),
    z.strictObject({
      type: z.literal('percentage').describe('A position worth a part of the equity.'),
      value: percentOf('that the position is worth'),
      ...entryKeys,
    }),
    z.strictObject({
      type: z.literal('risk').describe('As large as the stop allows; needs a stop that does not follow from the size.'),
      value: percentOf('that is lost at the stop, costs included'),
      ...entryKeys,
    }),
    z.strictObject({
      type: z.literal('volatility').describe('As large as the movement of the market allows.'),
      value: percentOf('that is lost when the price moves multiplier times the source, costs left out'),
      source: z.string().min(1).default('atr').describe('The column with the movement, in price units.'),
      timeframe: z
        .enum(TIMEFRAMES)
        .optional()
        .describe("Which timeframe the column is taken from; the strategy's lowest where it is left out."),
      multiplier: z.number().positive().default(2).describe('How many times that movement.'),
      ...entryKeys,
    }),
  ])
  .describe('How large an entry is.');

/** Price units: up to here `atr_distance` means a market order, as in the original. */
const LEAST_LIMIT_DISTANCE = 0.001;

export function isLimitDistance(distance: number | undefined): distance is number {
  return distance !== undefined && distance > LEAST_LIMIT_DISTANCE;
}
