import { TIMEFRAMES } from '@q/events';
import { z } from 'zod';
import { unitKey } from './distance.js';

/** Percent that the parts of all targets may be off from 100. */
const TOLERANCE = 0.01 + 1e-9;

const target = z.strictObject({
  value: z.number().positive().describe('Distance of the target from the price of the decision.'),
  percent: z.number().positive().describe('Percent of the position that is closed there; all targets make 100.'),
  move_stop: z.boolean().default(false).describe('Whether the stop is moved to the entry price once it is hit.'),
});

const targets = z
  .array(target)
  .min(1)
  .superRefine((all, context) => {
    const sum = all.reduce((total, { percent }) => total + percent, 0);
    if (all.length > 0 && Math.abs(sum - 100) > TOLERANCE)
      context.addIssue({ code: 'custom', message: `the percents of all targets must make 100, they make ${sum}` });
    const late = all.findIndex(({ value }, place) => value <= (all[place - 1]?.value ?? 0));
    if (late < 0) return;
    const message = `targets stand in order, the nearest first: ${all[late]?.value} comes after ${all[late - 1]?.value}`;
    context.addIssue({ code: 'custom', path: [late, 'value'], message });
  })
  .describe('The targets, nearest first.');

/** Where profit is taken. */
export const targetSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('fixed').describe('A fixed distance from the price of the decision.'),
      value: z.number().positive().describe('The distance.'),
      unit: unitKey('pips'),
    }),
    z.strictObject({
      type: z.literal('multi_target').describe('Several targets, each of which closes a part.'),
      targets,
      unit: unitKey('percent'),
    }),
    z.strictObject({
      type: z
        .literal('indicator')
        .describe('At the value of a column; no entry where that is on the wrong side of the price.'),
      source: z.string().min(1).describe('The column.'),
      timeframe: z.enum(TIMEFRAMES).describe('Which timeframe the column is taken from.'),
      offset: z.number().default(0).describe('How much farther from the price than the column; negative is nearer.'),
      unit: unitKey('pips', "the column's value"),
    }),
    z.strictObject({
      type: z.literal('rr').describe('A multiple of the distance between entry and stop; needs a stop.'),
      value: z.number().positive().describe('Reward divided by risk: 2 is twice as far away as the stop.'),
    }),
  ])
  .describe('The take profit.');
