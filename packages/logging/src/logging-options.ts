import type { LogStream } from './console-output.js';
import type { CorrelationSource } from './correlation-context.js';

/** Everything a `LoggingManager` is told. */
export interface LoggingOptions {
  /** The level of loggers without one of their own; any case, `WARN` and `FATAL` too. */
  readonly level: string;
  readonly format: 'json' | 'text';
  /** The wall clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** The wall clock in whole microseconds; without it the last three digits come from `now`. */
  readonly timeMicros?: (() => number) | undefined;
  /** Records carry correlation ids; on unless switched off (JSON then always shows the placeholder). */
  readonly includeCorrelationIds?: boolean | undefined;
  /** Lines go to `stream`; on unless switched off. */
  readonly console?: boolean | undefined;
  /** The stream of the console, `process.stderr` if none is given; results belong to stdout. */
  readonly stream?: LogStream | undefined;
  /** Lines go to `logFile`; off unless switched on. */
  readonly fileOutput?: boolean | undefined;
  /** Its folder is made when it is not there. */
  readonly logFile?: string | undefined;
  /** The size in bytes beyond which the file is put aside as `<logFile>.1`; without it the file grows. */
  readonly maxFileBytes?: number | undefined;
  /** How many files are kept, the current one included; 5 if not given. */
  readonly maxFiles?: number | undefined;
  /** Levels by the name of a service, or of a logger. */
  readonly serviceLevels?: Readonly<Record<string, string>> | undefined;
  /** 24 hex characters that begin the `trace_id` of every record of this run. */
  readonly runId?: string | undefined;
  /** Tells the id of the event being handled right now. */
  readonly correlationSource?: CorrelationSource | undefined;
  /** Values that must not appear in any line. */
  readonly secrets?: readonly string[] | undefined;
}

/** @throws RangeError that names every option which cannot be obeyed, and what would be right. */
export function checkLoggingOptions(options: LoggingOptions): void {
  const problems: string[] = [];
  const { format, fileOutput, logFile, maxFileBytes, maxFiles } = options;
  if (format !== 'json' && format !== 'text') {
    problems.push(`format is "${String(format)}"; use "json" or "text"`);
  }
  if (fileOutput === true && (logFile === undefined || logFile === '')) {
    problems.push('fileOutput is on without a logFile; name the file');
  }
  if (!isCount(maxFileBytes)) problems.push(`maxFileBytes is ${maxFileBytes}; use a whole number from 1`);
  if (!isCount(maxFiles)) problems.push(`maxFiles is ${maxFiles}; use a whole number from 1`);
  if (problems.length > 0) throw new RangeError(`Logging cannot be set up: ${problems.join('. ')}.`);
}

function isCount(value: number | undefined): boolean {
  return value === undefined || (Number.isSafeInteger(value) && value >= 1);
}
