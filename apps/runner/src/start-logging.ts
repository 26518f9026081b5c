import type { SystemConfig } from '@q/config';
import { LoggingManager } from '@q/logging';
import { sha256 } from '@q/trading';

export interface LoggingSources {
  /** Of the event being handled. */
  readonly correlationSource: () => string | undefined;
  /** What no line may show. */
  readonly secrets?: readonly string[];
}

/** Logging as configured. Every line carries the id of the event being handled, whoever writes it. */
export function startLogging(
  { logging }: SystemConfig,
  runId: string,
  { correlationSource, secrets = [] }: LoggingSources,
): LoggingManager {
  const manager = new LoggingManager({
    level: logging.level,
    format: logging.format,
    now: () => Date.now(),
    includeCorrelationIds: logging.correlation_ids,
    console: logging.console,
    fileOutput: logging.file_output,
    logFile: logging.log_file,
    maxFileBytes: logging.max_file_size,
    maxFiles: logging.max_files,
    serviceLevels: logging.services,
    runId: tracePrefix(runId),
    correlationSource,
    secrets,
  });
  manager.configureRootLogger();
  return manager;
}

/** The first 24 hex characters of every `trace_id` of a run; the correlation id is the rest. */
export function tracePrefix(runId: string): string {
  return sha256(runId).slice(0, 24);
}
