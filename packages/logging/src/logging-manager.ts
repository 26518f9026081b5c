import { ConsoleOutput, type LogStream } from './console-output.js';
import { watchSource } from './correlation-context.js';
import { CorrelationIdFilter } from './correlation-id-filter.js';
import { FileOutput } from './file-output.js';
import { rootLoggers } from './get-logger.js';
import { JsonFormatter } from './json-formatter.js';
import { LevelTable } from './level-table.js';
import type { LogOutput, OutputMetrics } from './log-output.js';
import type { LogFormatter, LogRecord } from './log-record.js';
import type { Logger } from './logger.js';
import { LoggerCache } from './logger-cache.js';
import { checkLoggingOptions, type LoggingOptions } from './logging-options.js';
import type { LogSink } from './routed-logger.js';
import { TextFormatter } from './text-formatter.js';
import { winstonEngine } from './winston-engine.js';

const KEPT_FILES = 5;

/** Counts of all outputs together; a record that goes to console and file counts twice. */
export type LoggingMetrics = OutputMetrics;

/**
 * Owns levels, format and outputs. Loggers come from `getLogger`: those without a manager of their own follow the
 * one that last called `configureRootLogger()`.
 */
export class LoggingManager {
  readonly #levels: LevelTable;
  readonly #outputs: readonly LogOutput[];
  readonly #sink: LogSink;
  readonly #closing: readonly (() => void)[];
  readonly #loggers = new LoggerCache();
  #lostRecords = 0;

  /** Opens the outputs. @throws RangeError for options that cannot be obeyed; never for a file that cannot be written */
  constructor(options: LoggingOptions) {
    checkLoggingOptions(options);
    this.#levels = new LevelTable(options.level, options.serviceLevels);
    const formatter = formatterFor(options);
    const outputs = outputsFor(options);
    const engine = winstonEngine(formatter, outputs);
    const flush = (): void => this.flush();
    process.on('exit', flush);
    this.#outputs = outputs;
    this.#sink = this.#sinkTo(engine.write, options);
    this.#closing = [
      options.correlationSource === undefined ? () => undefined : watchSource(options.correlationSource),
      () => process.off('exit', flush),
      engine.close,
    ];
    this.#loggers.follow(this.#sink);
  }

  /** All loggers without a manager of their own follow this one from now on. */
  configureRootLogger(): void {
    rootLoggers.follow(this.#sink);
  }

  /** A logger bound to this manager; asking again gives the same one. */
  logger(name: string, service?: string): Logger {
    return this.#loggers.logger(name, service);
  }

  /** Sets the level of a service (or logger), or the common one for `undefined`. @throws RangeError for an unknown level */
  setLevel(service: string | undefined, level: string): void {
    this.#levels.set(service, level);
    this.#loggers.refresh(this.#sink);
    rootLoggers.refresh(this.#sink);
  }

  /** Hands every line to the operating system. */
  flush(): void {
    for (const output of this.#outputs) output.flush();
  }

  get metrics(): LoggingMetrics {
    const all = this.#outputs.map((output) => output.metrics);
    const sum = (key: keyof OutputMetrics): number => all.reduce((total, metrics) => total + metrics[key], 0);
    return {
      written: sum('written'),
      dropped: sum('dropped') + this.#lostRecords,
      failedWrites: sum('failedWrites'),
      rotations: sum('rotations'),
    };
  }

  /** Writes what waits and closes the outputs; its loggers are silent afterwards. May be called twice. */
  close(): Promise<void> {
    this.#loggers.leave(this.#sink);
    rootLoggers.leave(this.#sink);
    for (const close of this.#closing) close();
    for (const output of this.#outputs) output.close();
    return Promise.resolve();
  }

  #sinkTo(write: (record: LogRecord) => void, options: LoggingOptions): LogSink {
    const filter =
      options.includeCorrelationIds === false ? undefined : new CorrelationIdFilter(options.correlationSource);
    const timeMicros = options.timeMicros ?? (() => Math.floor(options.now() * 1000));
    return {
      // Without an output nothing is made that nobody would read.
      thresholdFor: (name, service) =>
        this.#outputs.length === 0 ? Number.POSITIVE_INFINITY : this.#levels.thresholdFor(name, service),
      write: (level, source, message, fields) => {
        try {
          const correlationId = filter?.correlationId();
          const { name, service } = source;
          write({ level, message, logger: name, service, correlationId, timeMicros: timeMicros(), fields });
        } catch {
          // A log call never throws; the record is counted as dropped.
          this.#lostRecords += 1;
        }
      },
    };
  }
}

function formatterFor({ format, runId, secrets, includeCorrelationIds }: LoggingOptions): LogFormatter {
  return format === 'json'
    ? new JsonFormatter({ runId, secrets })
    : new TextFormatter({ includeCorrelationIds, secrets });
}

function outputsFor(options: LoggingOptions): readonly LogOutput[] {
  const { console = true, stream = process.stderr, fileOutput = false, logFile, maxFileBytes, maxFiles } = options;
  const outputs: LogOutput[] = [];
  if (console) outputs.push(new ConsoleOutput(stream));
  if (fileOutput && logFile !== undefined) {
    const report = reportTo(stream);
    outputs.push(
      new FileOutput({
        path: logFile,
        maxBytes: maxFileBytes,
        maxFiles: maxFiles ?? KEPT_FILES,
        now: options.now,
        report,
      }),
    );
  }
  return outputs;
}

/** The log's own complaints cannot go to the log. */
function reportTo(stream: LogStream): (line: string) => void {
  return (line) => {
    try {
      stream.write(`${line}\n`);
    } catch {
      // Nobody is left to tell.
    }
  };
}
