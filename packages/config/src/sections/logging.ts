import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

/** A level in any case; it comes out in upper case. */
const level = z
  .string()
  .toUpperCase()
  .pipe(z.enum(LOG_LEVELS))
  .meta({ enum: [...LOG_LEVELS, ...LOG_LEVELS.map((name) => name.toLowerCase())] });

/** What is logged, how and where. */
export const loggingSchema = z.strictObject({
  level: level.default('INFO').describe('Least level that is logged.'),
  format: z.enum(['text', 'json']).default('text').describe('Form of a log line.'),
  correlation_ids: flag(true, 'Whether text lines show the correlation id of their cycle.'),
  console: flag(true, 'Whether log lines go to the terminal.'),
  file_output: flag(false, 'Whether log lines go to log_file.'),
  log_file: lineOfText
    .default('logs/trading_system.log')
    .describe('Log file, relative to the working directory; its folder is made.'),
  max_file_size: z.int().min(1024).default(10_485_760).describe('Bytes after which a new log file is begun.'),
  max_files: z.int().min(1).default(5).describe('Log files that are kept.'),
  services: z.record(lineOfText, level).default({}).describe('Levels of single services: service name to level.'),
});

export type LogLevel = (typeof LOG_LEVELS)[number];
export type LoggingConfig = Frozen<z.output<typeof loggingSchema>>;
