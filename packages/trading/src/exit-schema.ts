import { z } from 'zod';
import { parseDuration } from './duration.js';

const duration = z
  .string()
  .refine((text) => parseDuration(text) !== undefined, 'expected a duration such as 90m, 4h, 2d or 1w');

export const exitTimingSchema = z
  .strictObject({
    max_duration: duration.optional().describe('Age at which a position is closed, such as 4h.'),
    min_duration: duration.optional().describe('Age before which rules do not close it; stop and target do.'),
  })
  .superRefine(({ max_duration: max, min_duration: min }, context) => {
    if (max === undefined && min === undefined)
      context.addIssue({ code: 'custom', message: 'needs max_duration, min_duration or both' });
    if (max === undefined || min === undefined || (parseDuration(min) ?? 0) < (parseDuration(max) ?? 0)) return;
    context.addIssue({
      code: 'custom',
      path: ['min_duration'],
      message: `min_duration ${min} must be shorter than max_duration ${max}`,
    });
  });

export const profitGuardSchema = z
  .strictObject({
    max_drawdown: z
      .number()
      .gt(0)
      .max(100)
      .optional()
      .describe('Percent of the best open profit that may melt away, 0 to 100.'),
    trailing: z
      .number()
      .positive()
      .optional()
      .describe('Pips that the price may fall back from its best while in profit.'),
  })
  .refine(
    ({ max_drawdown: share, trailing }) => share !== undefined || trailing !== undefined,
    'needs max_drawdown, trailing or both',
  );
