import type { LogFields, Logger } from './logger.js';
import { SEVERITY, type LogLevel } from './log-level.js';

/** Where the records of a logger go. */
export interface LogSink {
  /** The severity from which a logger of this name and service writes. */
  thresholdFor(name: string, service: string | undefined): number;
  write(level: LogLevel, source: Logger, message: string, fields: LogFields | undefined): void;
}

const DEBUG = SEVERITY.DEBUG;
const INFO = SEVERITY.INFO;
const WARNING = SEVERITY.WARNING;
const ERROR = SEVERITY.ERROR;
const CRITICAL = SEVERITY.CRITICAL;

/** A logger that keeps its threshold at hand, so that a disabled call is one comparison; silent until it has a sink. */
export class RoutedLogger implements Logger {
  readonly name: string;
  readonly service: string | undefined;
  #threshold = Number.POSITIVE_INFINITY;
  #sink: LogSink | undefined;

  constructor(name: string, service: string | undefined) {
    this.name = name;
    this.service = service;
  }

  /** Sends the records that follow to this sink, or nowhere; asks the sink for the threshold. */
  follow(sink: LogSink | undefined): void {
    this.#sink = sink;
    this.#threshold = sink === undefined ? Number.POSITIVE_INFINITY : sink.thresholdFor(this.name, this.service);
  }

  debug(message: string, fields?: LogFields): void {
    if (this.#threshold <= DEBUG) this.#sink?.write('DEBUG', this, message, fields);
  }

  info(message: string, fields?: LogFields): void {
    if (this.#threshold <= INFO) this.#sink?.write('INFO', this, message, fields);
  }

  warning(message: string, fields?: LogFields): void {
    if (this.#threshold <= WARNING) this.#sink?.write('WARNING', this, message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.warning(message, fields);
  }

  error(message: string, fields?: LogFields): void {
    if (this.#threshold <= ERROR) this.#sink?.write('ERROR', this, message, fields);
  }

  critical(message: string, fields?: LogFields): void {
    if (this.#threshold <= CRITICAL) this.#sink?.write('CRITICAL', this, message, fields);
  }

  isEnabled(level: LogLevel): boolean {
    return this.#threshold <= SEVERITY[level];
  }
}
