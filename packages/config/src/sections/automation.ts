import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

/** The switch that stops entries while exits go on. */
export const automationSchema = z.strictObject({
  enabled: flag(true, 'Whether entries are allowed until the switch is used.'),
  state_file: lineOfText
    .default('config/automation_state.json')
    .describe('File that remembers the switch, relative to the working directory.'),
  toggle_file: lineOfText
    .default('config/toggle_automation.txt')
    .describe('File in which ENABLE, DISABLE or QUERY is written, relative to the working directory.'),
  file_watcher_enabled: flag(true, 'Whether toggle_file is watched.'),
  file_watcher_interval: z.number().min(1).max(60).default(5).describe('Seconds between two looks at it, 1 to 60.'),
});

export type AutomationConfig = Frozen<z.output<typeof automationSchema>>;
