import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { lineOfText } from './fields.js';

/** What a run leaves behind. */
export const outputsSchema = z.strictObject({
  folder: lineOfText
    .default('runs')
    .describe('Folder in which each run gets a folder, relative to the working directory.'),
  history: z
    .enum(['default', 'all', 'none'])
    .default('default')
    .describe('Events written to the history: those that cannot be recomputed, all, or none.'),
});

export type OutputsConfig = Frozen<z.output<typeof outputsSchema>>;
