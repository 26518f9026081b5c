import winston from 'winston';
import { SEVERITY, type LogLevel } from './log-level.js';
import type { LogOutput } from './log-output.js';
import type { LogFormatter, LogRecord } from './log-record.js';

/** The keys under which winston looks for the level of a record and for its finished line. */
const LEVEL: unique symbol = Symbol.for('level') as never;
const MESSAGE: unique symbol = Symbol.for('message') as never;

/** What travels through winston; it has all its keys from the start, so that its shape never changes. */
interface Info {
  readonly record: LogRecord;
  readonly [LEVEL]: LogLevel;
  [MESSAGE]: string;
}

/** winston with one format, which writes the whole line, and one small transport per output. */
export interface WinstonEngine {
  /** The line is with every output when this returns. @throws what the formatter throws */
  readonly write: (record: LogRecord) => void;
  readonly close: () => void;
}

/** In winston a smaller number is graver. */
const LEVELS: Readonly<Record<LogLevel, number>> = { CRITICAL: 0, ERROR: 1, WARNING: 2, INFO: 3, DEBUG: 4 };

export function winstonEngine(formatter: LogFormatter, outputs: readonly LogOutput[]): WinstonEngine {
  const logger = winston.createLogger({
    levels: { ...LEVELS },
    level: 'DEBUG',
    silent: outputs.length === 0,
    format: wholeLine(formatter),
    transports: outputs.map(transportTo),
  });
  // A stream that was never read passes its first records on only in the next turn; from here on it does at once.
  logger.read(0);
  return {
    write: (record) => {
      const info: Info = { record, [LEVEL]: record.level, [MESSAGE]: '' };
      logger.write(info);
    },
    close: () => {
      logger.close();
    },
  };
}

function wholeLine(formatter: LogFormatter): winston.Logform.Format {
  return {
    transform: (passed) => {
      const info = passed as unknown as Info;
      info[MESSAGE] = formatter.format(info.record);
      return passed;
    },
  };
}

function transportTo(output: LogOutput): winston.transport {
  return new Transport({
    log: (info, next) => {
      output.write(info[MESSAGE], SEVERITY[info[LEVEL]]);
      next();
    },
  });
}

interface TransportOptions {
  readonly log: (info: Info, next: () => void) => void;
}

/** winston exports this class with a capital, its types without. */
const { Transport } = winston as unknown as {
  readonly Transport: new (options: TransportOptions) => winston.transport;
};
