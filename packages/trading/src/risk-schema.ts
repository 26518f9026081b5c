import { z } from 'zod';
import { entryOrderSchema } from './entry-order-schema.js';
import { scalingSchema } from './scaling-schema.js';
import { isLimitDistance, sizingSchema } from './sizing-schema.js';
import { stopSchema } from './stop-schema.js';
import { targetSchema } from './target-schema.js';

/** Size, stop and target of an entry, as far as they fit together. */
export const riskSchema = z
  .strictObject({
    position_sizing: sizingSchema,
    order: entryOrderSchema.optional(),
    sl: stopSchema.optional(),
    tp: targetSchema.optional(),
    scaling: scalingSchema.optional(),
  })
  .superRefine(({ position_sizing: sizing, order, sl, tp, scaling }, context) => {
    const issue = (path: string[], message: string): void => context.addIssue({ code: 'custom', path, message });
    if (sizing.type === 'risk' && (sl === undefined || sl.type === 'monetary'))
      issue(
        ['position_sizing', 'type'],
        'size by risk needs a stop that does not follow from the size: add sl of type fixed, trailing or indicator',
      );
    if (tp?.type === 'rr' && sl === undefined)
      issue(['tp', 'type'], 'a ratio of reward to risk needs a stop: add sl, or take a target of another type');
    if (order !== undefined) {
      if (isLimitDistance(sizing.atr_distance))
        issue(['position_sizing', 'atr_distance'], 'order says how the entry waits: remove atr_distance or order');
      if (sizing.expires_after !== undefined)
        issue(['position_sizing', 'expires_after'], 'order says how long the entry waits: write expires_after there');
      if (scaling !== undefined) issue(['order'], 'a scaled entry has orders of its own: remove order or scaling');
    }
    if (scaling === undefined) return;
    if (isLimitDistance(sizing.atr_distance))
      issue(['position_sizing', 'atr_distance'], 'a scaled entry begins at the market: remove atr_distance or scaling');
    if (scaling.group_risk !== undefined && sl !== undefined && sl.type !== 'monetary')
      issue(
        ['scaling', 'group_risk'],
        `group_risk has no effect with a stop of type ${sl.type}, which decides the risk: remove one of them`,
      );
  });

export type { Distance } from './distance.js';
