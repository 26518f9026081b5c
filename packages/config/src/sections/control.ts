import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

/** How a running system is asked and told. */
export const controlSchema = z.strictObject({
  enabled: flag(true, 'Whether a paper run listens to qbot status, pause, resume, flatten and stop.'),
  socket: lineOfText
    .default('state/control.sock')
    .describe('Socket for them, readable by its owner only, relative to the working directory.'),
});

export type ControlConfig = Frozen<z.output<typeof controlSchema>>;
