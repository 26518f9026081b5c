import { LoggerCache } from './logger-cache.js';
import type { Logger } from './logger.js';

/** Whoever hands out loggers of its own; the `LoggingManager` is one. */
export interface LoggerSource {
  logger(name: string, service?: string): Logger;
}

export interface GetLoggerOptions {
  /** The service on whose behalf the logger speaks; its own level applies. */
  readonly service?: string | undefined;
  /** Bind to this manager instead of the one that last called `configureRootLogger()`. */
  readonly manager?: LoggerSource | undefined;
}

/** The process-wide registry: the loggers that follow the manager which last called `configureRootLogger()`. */
export const rootLoggers = new LoggerCache();

/**
 * The logger of this name; asking again gives the same one. It may be made before any manager exists:
 * it is silent until a manager calls `configureRootLogger()`, and follows that one from then on.
 */
export function getLogger(name: string, options: GetLoggerOptions = {}): Logger {
  if (options.manager !== undefined) return options.manager.logger(name, options.service);
  return rootLoggers.logger(name, options.service);
}
