import { TIMEFRAMES } from '@q/events';
import { z } from 'zod';
import { inheritedUnitKey, unitKey } from './distance.js';

const step = z.number().positive().describe('How far the stop stays behind the best price.');

const trailing = z
  .strictObject({
    enabled: z
      .union([z.boolean(), z.number().min(0)])
      .default(false)
      .describe('Whether the stop follows the price at once; as a number, 0 is no.'),
    step,
    unit: inheritedUnitKey,
  })
  .optional()
  .describe('Lets the stop follow the price.');

/** Where the stop loss of an entry is. */
export const stopSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('fixed').describe('A fixed distance from the price of the decision.'),
      value: z.number().positive().describe('The distance.'),
      unit: unitKey('pips'),
      trailing,
    }),
    z.strictObject({
      type: z
        .literal('trailing')
        .describe('A stop that follows the price; it begins at the distance activation_price, or step without one.'),
      step,
      activation_price: z
        .number()
        .min(0)
        .optional()
        .describe(
          'Profit, as a distance from the entry, at which it begins to follow; at once where it is 0 or left out.',
        ),
      cap: z.number().positive().optional().describe('Profit beyond which the stop is not moved.'),
      unit: unitKey('pips'),
    }),
    z.strictObject({
      type: z
        .literal('indicator')
        .describe('At the value of a column; one pip from the price where that is on the wrong side of it.'),
      source: z.string().min(1).describe('The column.'),
      timeframe: z.enum(TIMEFRAMES).describe('Which timeframe the column is taken from.'),
      offset: z.number().default(0).describe('How much farther from the price than the column; negative is nearer.'),
      unit: unitKey('pips', "the column's value"),
      trailing,
    }),
    z.strictObject({
      type: z.literal('monetary').describe('Where the position has lost an amount of money.'),
      value: z.number().positive().describe('The loss in account currency, costs included.'),
      trailing: z
        .boolean()
        .default(false)
        .describe('Whether the stop follows the price at the distance it begins with.'),
    }),
  ])
  .describe('The stop loss.');
