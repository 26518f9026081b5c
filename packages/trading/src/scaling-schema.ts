import { z } from 'zod';
import { unitKey } from './distance.js';

/** An entry in several parts at better and better prices, with one stop for all of them. */
export const scalingSchema = z
  .strictObject({
    entries: z
      .int()
      .min(2)
      .max(20)
      .describe('How many parts: the first is a market order, the others are limit orders.'),
    spacing: z.number().positive().describe('Distance from one part to the next, all from the price of the decision.'),
    unit: unitKey('percent'),
    sizes: z
      .enum(['equal', 'pyramid_up', 'pyramid_down', 'custom'])
      .default('equal')
      .describe('How the size is divided: equally, growing 1 2 3, shrinking 3 2 1, or by ratios.'),
    ratios: z
      .array(z.number().positive())
      .optional()
      .describe('For custom: the share of each part; they need not make 1.'),
    group_risk: z
      .number()
      .positive()
      .optional()
      .describe(
        'Loss of all parts at their stop, in account currency, costs included; for a monetary stop, whose own amount it replaces, or no stop.',
      ),
  })
  .superRefine(({ entries, spacing, unit, sizes, ratios }, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (sizes === 'custom' && ratios?.length !== entries)
      issue('ratios', `custom sizes need ${entries} ratios, one for each entry, there are ${ratios?.length ?? 0}`);
    if (sizes !== 'custom' && ratios !== undefined) issue('ratios', `sizes ${sizes} take no ratios, custom does`);
    if (unit === 'percent' && spacing * (entries - 1) >= 100)
      issue('spacing', `the last of ${entries} entries would be ${spacing * (entries - 1)} percent away, at no price`);
  })
  .describe('Enters in several parts.');
