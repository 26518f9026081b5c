import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LoggingManager } from '@q/logging';
import pino from 'pino';
import winston from 'winston';
import type { BenchRow } from './bench-row.js';
import { atLeast, below } from './bench-row.js';
import { median, medianRatio } from './measure.js';

const ROUNDS = 7;
const WARM_UP_ROUNDS = 3;
const LINES = 50_000;
const BATCH = 500;
const DISABLED_CALLS = 20_000_000;

interface OpenLog {
  readonly name: string;
  readonly note: string;
  /** Writes line number n; what it says is the same for every library. */
  readonly write: (n: number) => void;
  /** Settles when every line is in the file. */
  readonly settle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** JSON lines per CPU second to a file, ours beside pino and winston in the same run, and the price of a disabled call. */
export async function loggingBench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'logging-bench-'));
  const logs = [
    ours(join(folder, 'ours.log')),
    pinoSync(join(folder, 'pino.log'), 0),
    pinoSync(join(folder, 'pino-buffered.log'), 8_192),
    winstonFile(join(folder, 'winston.log')),
  ];
  try {
    const rates = new Map<string, number[]>(logs.map(({ name }) => [name, []]));
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      for (const log of logs) {
        const rate = await linesPerCpuSecond(log);
        if (round >= 0) rates.get(log.name)?.push(rate);
      }
    }
    const rows = logs.map(({ name, note }) => row(name, median(rates.get(name) ?? []), 'JSON lines/CPU s', note));
    const speed = (theirs: string): BenchRow => {
      const ratio = medianRatio(rates.get('@q/logging') ?? [], rates.get(theirs) ?? []);
      return atLeast(row(`speed of @q/logging / ${theirs}`, ratio, 'x', ''), 1);
    };
    return [...rows, speed('pino sync'), speed('pino sync, buffered'), below(disabledCall(), 60)];
  } finally {
    for (const log of logs) await log.close();
    rmSync(folder, { recursive: true });
  }
}

async function linesPerCpuSecond({ write, settle }: OpenLog): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < LINES; n += 1) {
    write(n);
    if (n % BATCH === BATCH - 1) await new Promise(setImmediate);
  }
  await settle();
  const { user, system } = process.cpuUsage(before);
  return (LINES * 1e6) / (user + system);
}

function ours(file: string): OpenLog {
  const manager = new LoggingManager({
    level: 'INFO',
    format: 'json',
    console: false,
    fileOutput: true,
    logFile: file,
    runId: '0123456789abcdef01234567',
    secrets: ['a planted secret', 'another secret'],
    correlationSource: () => 'a1b2c3d4',
    now: () => Date.now(),
  });
  const logger = manager.logger('services.Import', 'Import');
  return {
    name: '@q/logging',
    note: 'with redaction, trace id and service',
    write: (n) => logger.info('Fetched 3 rows of a table', { table: 'people', part: '1', rows: n }),
    settle: () => Promise.resolve(manager.flush()),
    close: () => manager.close(),
  };
}

function pinoSync(file: string, minLength: number): OpenLog {
  const destination = pino.destination({ dest: file, sync: true, minLength });
  const logger = pino({ base: { logger: 'services.Import' } }, destination).child({ service: 'Import' });
  return {
    name: minLength === 0 ? 'pino sync' : 'pino sync, buffered',
    note: `pino.destination({ sync: true, minLength: ${minLength} }), no redaction`,
    write: (n) => {
      const fields = { correlation_id: 'a1b2c3d4', table: 'people', part: '1', rows: n };
      logger.info(fields, 'Fetched 3 rows of a table');
    },
    settle: () => Promise.resolve(destination.flushSync()),
    close: () => Promise.resolve(destination.end()),
  };
}

function winstonFile(file: string): OpenLog {
  const transport = new winston.transports.File({ filename: file });
  const logger = winston.createLogger({
    level: 'info',
    format: winston.format.combine(winston.format.timestamp(), winston.format.json()),
    defaultMeta: { logger: 'services.Import', service: 'Import' },
    transports: [transport],
  });
  const settle = async (): Promise<void> => {
    while (logger.writableLength + logger.readableLength + transport.writableLength > 0)
      await new Promise(setImmediate);
  };
  return {
    name: 'winston File',
    note: 'timestamp() and json(), no redaction',
    write: (n) => {
      const fields = { correlation_id: 'a1b2c3d4', table: 'people', part: '1', rows: n };
      logger.info('Fetched 3 rows of a table', fields);
    },
    settle,
    close: () =>
      new Promise((resolve) => {
        transport.once('finish', resolve);
        logger.end();
      }),
  };
}

function disabledCall(): BenchRow {
  const manager = new LoggingManager({ level: 'INFO', format: 'json', console: false, now: () => Date.now() });
  const logger = manager.logger('services.Import', 'Import');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.hrtime.bigint();
    for (let n = 0; n < DISABLED_CALLS; n += 1) logger.debug('Fetched 3 rows of a table', { table: 'people', rows: n });
    times.push(Number(process.hrtime.bigint() - before) / DISABLED_CALLS);
  }
  return row('disabled debug call', median(times), 'ns', 'with a fields object');
}

function row(name: string, value: number, unit: string, note: string): BenchRow {
  return { group: `logging (median of ${ROUNDS} interleaved rounds)`, name, value, unit, note };
}
