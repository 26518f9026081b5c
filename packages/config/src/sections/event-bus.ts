import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag } from './fields.js';

/** How events are delivered and remembered. */
export const eventBusSchema = z.strictObject({
  mode: z
    .enum(['synchronous', 'asynchronous'])
    .default('synchronous')
    .describe('Whether an event is delivered before publish returns, or through a queue for each subscriber.'),
  event_history_limit: z.int().min(0).default(1000).describe('Newest events kept in memory; 0 keeps none.'),
  log_all_events: flag(false, 'Whether every event is written to the log.'),
  queue_limit: z.int().min(1).default(1024).describe('Events that may wait for one subscriber in asynchronous mode.'),
  overflow: z
    .enum(['block', 'drop-oldest', 'error'])
    .default('block')
    .describe('What happens when such a queue is full; order events are never dropped.'),
});

export type EventBusConfig = Frozen<z.output<typeof eventBusSchema>>;
