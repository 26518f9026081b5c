import type { LogLevel } from './log-level.js';

/**
 * What a record carries besides its message; shown in JSON, not in text.
 * An `Error` under `error` or `exception` is written with its stack and causes.
 */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes records under one name. No method throws, and a disabled level costs one comparison. */
export interface Logger {
  /** As shown in the record, such as `services.Import`. */
  readonly name: string;
  /** The service on whose behalf the records are written. */
  readonly service: string | undefined;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warning(message: string, fields?: LogFields): void;
  /** The same as `warning`. */
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  critical(message: string, fields?: LogFields): void;
  /** Whether a record of this level would be written; ask before computing costly fields. */
  isEnabled(level: LogLevel): boolean;
}
