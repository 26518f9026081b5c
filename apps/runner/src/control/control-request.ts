import * as z from 'zod';

const reason = z.string().max(500).default('');
const by = z.string().max(100).default('qbot');

/** What a running system is asked over its control socket: one line of JSON, answered by one line. */
export const controlRequestSchema = z.discriminatedUnion('command', [
  z.strictObject({ command: z.literal('status') }),
  z.strictObject({ command: z.literal('pause'), reason, by }),
  z.strictObject({ command: z.literal('resume'), reason, by }),
  z.strictObject({ command: z.literal('flatten'), symbol: z.string().max(50).optional(), reason, by }),
  z.strictObject({ command: z.literal('stop'), reason, by }),
  z.strictObject({ command: z.literal('records'), last: z.int().min(1).max(1_000) }),
  z.strictObject({ command: z.literal('thread'), correlationId: z.string().max(100) }),
]);

export type ControlRequest = z.input<typeof controlRequestSchema>;

/** The answer: what was asked for, or why there is none. */
export type ControlAnswer =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };
