import { z } from 'zod';

const unit = z
  .enum(['pips', 'price', 'percent'])
  .default('pips')
  .describe('What value counts: pips, price units, or percent of the entry price.');

const distance = z.strictObject({
  type: z.literal('fixed').describe('A fixed distance from the entry price.'),
  value: z.number().positive().describe('The distance, in the unit below.'),
  unit,
});

export const riskSchema = z.strictObject({
  position_sizing: z.strictObject({
    type: z.literal('fixed').describe('The same size for every entry.'),
    value: z.number().positive().describe('Lots.'),
  }),
  sl: distance.optional().describe('The stop loss.'),
  tp: distance.optional().describe('The take profit.'),
});

export type Distance = Readonly<z.output<typeof distance>>;
