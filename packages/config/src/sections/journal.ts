import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

/** The durable record of a paper run, from which it goes on after a crash or a stop. */
export const journalSchema = z.strictObject({
  enabled: flag(true, 'Whether a paper run is recorded so that the next one goes on where it ended.'),
  file: lineOfText
    .default('state/journal.db')
    .describe('File of the journal, relative to the working directory; one run at a time has it.'),
  ballast: z
    .number()
    .min(0)
    .max(1_024)
    .default(16)
    .describe('Megabytes kept free for exits when the disk is full; 0 keeps none.'),
  crash_at_step: z
    .int()
    .min(0)
    .default(0)
    .describe('For tests: ends the process as kill -9 does at this step of writing, counted from 1; 0 never.'),
});

export type JournalConfig = Frozen<z.output<typeof journalSchema>>;
