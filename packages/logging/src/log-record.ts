import type { LogFields } from './logger.js';
import type { LogLevel } from './log-level.js';

/** One thing that was said, before it becomes a line. */
export interface LogRecord {
  readonly level: LogLevel;
  readonly message: string;
  /** The name of the logger. */
  readonly logger: string;
  readonly service?: string | undefined;
  /** Absent outside any context, and when correlation ids are off. */
  readonly correlationId?: string | undefined;
  /** Wall time in whole microseconds since 1970, UTC. */
  readonly timeMicros: number;
  readonly fields?: LogFields | undefined;
}

/** Turns a record into its text, without the closing line feed. Never throws. */
export interface LogFormatter {
  format(record: LogRecord): string;
}

/** Stands where a record has no correlation id. */
export const NO_CORRELATION_ID = 'no-correlation-id';
