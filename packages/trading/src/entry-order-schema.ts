import { z } from 'zod';
import { unitKey } from './distance.js';
import { parseDuration } from './duration.js';

/** How the order of an entry is sent. */
export const entryOrderSchema = z
  .strictObject({
    type: z
      .enum(['market', 'limit', 'stop', 'stop_limit'])
      .describe(
        'At the market; or waiting: for a better price (limit), for the market to go on (stop), or for it to go on, and then for a price (stop_limit).',
      ),
    offset: z
      .number()
      .min(0)
      .optional()
      .describe('Distance of a limit or stop price from the price of the decision; needed by all but market.'),
    limit_offset: z
      .number()
      .min(0)
      .optional()
      .describe('For stop_limit: how much worse than the stop price it may be filled; 0 where it is left out.'),
    unit: unitKey('pips', 'the price of the decision'),
    time_in_force: z
      .enum(['gtc', 'gtd', 'day', 'ioc', 'fok'])
      .optional()
      .describe(
        'How long it waits: until it is taken back, for expires_after, until the rollover, or not at all (ioc: what there is, fok: all or nothing). Where it is left out, gtd for what waits for a price.',
      ),
    expires_after: z
      .string()
      .refine((text) => parseDuration(text) !== undefined, 'expected a duration such as 90m, 4h, 2d or 1w')
      .optional()
      .describe('For gtd: how long it waits, such as 90m, 4h or 1d; 1d where it is left out.'),
  })
  .superRefine(({ type, offset, limit_offset: limitOffset, time_in_force: force, expires_after: expires }, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (type === 'market' && offset !== undefined) issue('offset', 'a market order is at no distance: remove it');
    if (type !== 'market' && offset === undefined) issue('offset', `a ${type} order needs its distance from the price`);
    if (type !== 'stop_limit' && limitOffset !== undefined) issue('limit_offset', 'is for type stop_limit only');
    if ((force === 'ioc' || force === 'fok') && (type === 'stop' || type === 'stop_limit'))
      issue('time_in_force', `${force} does not wait, and a ${type} order has to`);
    const isDated = force === 'gtd' || (force === undefined && type !== 'market');
    if (expires !== undefined && !isDated) issue('expires_after', 'is for time_in_force gtd only');
  })
  .describe('How the order of an entry is sent; at the market where it is left out.');
