import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { CorrelationContext } from './correlation-context.js';
import { getLogger } from './get-logger.js';
import { LoggingManager } from './logging-manager.js';
import type { LoggingOptions } from './logging-options.js';

const NOW = Date.UTC(2025, 0, 6, 10, 15, 30, 123);
const open: LoggingManager[] = [];

function captured(options: Partial<LoggingOptions> = {}): {
  readonly manager: LoggingManager;
  readonly lines: string[];
} {
  const lines: string[] = [];
  const stream = { write: (line: string) => lines.push(line) };
  const manager = new LoggingManager({ level: 'INFO', format: 'text', now: () => NOW, stream, ...options });
  open.push(manager);
  return { manager, lines };
}

afterEach(async () => {
  for (const manager of open.splice(0)) await manager.close();
});

test('every method writes its level, and warn is warning', () => {
  const { manager, lines } = captured({ level: 'debug', includeCorrelationIds: false });
  const log = manager.logger('x');
  log.debug('m');
  log.info('m');
  log.warn('m');
  log.warning('m');
  log.error('m');
  log.critical('m');
  expect(lines.map((line) => line.slice(26))).toEqual(
    ['DEBUG', 'INFO', 'WARNING', 'WARNING', 'ERROR', 'CRITICAL'].map((level) => `${level} x: m\n`),
  );
});

test('all loggers carry the id of the context, child loggers too', () => {
  const { manager, lines } = captured();
  manager.configureRootLogger();
  CorrelationContext.run('abcdef0123456789', () => {
    getLogger('services.Child').info('from a child');
    getLogger('root').info('from the root');
  });
  expect(lines).toEqual([
    '[2025-01-06 10:15:30.123] [abcdef01] INFO services.Child: from a child\n',
    '[2025-01-06 10:15:30.123] [abcdef01] INFO root: from the root\n',
  ]);
});

test('JSON carries the id of the event being handled and the trace id, with microseconds when they are known', () => {
  const { manager, lines } = captured({
    format: 'json',
    runId: '0123456789abcdef01234567',
    correlationSource: () => 'a1b2c3d4',
    timeMicros: () => NOW * 1000 + 456,
  });
  manager.logger('x', 'S').info('m', { rows: 3 });
  expect(lines).toEqual([
    '{"timestamp": "2025-01-06T10:15:30.123456+00:00", "level": "INFO", "logger": "x", "message": "m", ' +
      '"correlation_id": "a1b2c3d4", "trace_id": "0123456789abcdef01234567a1b2c3d4", "service": "S", "rows": 3}\n',
  ]);
});

test('milliseconds are padded to 6 decimals', () => {
  const { manager, lines } = captured({ format: 'json' });
  manager.logger('x').info('m');
  expect(lines[0]).toContain('"2025-01-06T10:15:30.123000+00:00"');
});

test('each service has its own level, else the logger, else all', () => {
  const { manager, lines } = captured({
    format: 'json',
    level: 'INFO',
    serviceLevels: { A: 'DEBUG', B: 'error', 'svc.c': 'WARN' },
  });
  for (const [name, service] of [
    ['svc.a', 'A'],
    ['svc.b', 'B'],
    ['svc.c', 'C'],
    ['svc.d', undefined],
  ] as const) {
    const log = manager.logger(name, service);
    log.debug('debug');
    log.info('info');
    log.warning('warning');
    log.error('error');
  }
  const shown = lines.map((line) => JSON.parse(line) as Record<string, string>);
  expect(shown.map(({ logger, service, message }) => `${logger} ${service} ${message}`)).toEqual([
    'svc.a A debug',
    'svc.a A info',
    'svc.a A warning',
    'svc.a A error',
    'svc.b B error',
    'svc.c C warning',
    'svc.c C error',
    'svc.d undefined info',
    'svc.d undefined warning',
    'svc.d undefined error',
  ]);
});

test('a changed level takes effect on loggers that exist', () => {
  const { manager, lines } = captured();
  manager.configureRootLogger();
  const logs = [manager.logger('x', 'S'), getLogger('y', { service: 'S' })];
  for (const log of logs) log.debug('unseen');
  manager.setLevel('S', 'DEBUG');
  for (const log of logs) log.debug('seen');
  manager.setLevel(undefined, 'CRITICAL');
  expect(logs.map((log) => log.isEnabled('DEBUG'))).toEqual([true, true]);
  expect(getLogger('z').isEnabled('ERROR')).toBe(false);
  expect(lines.map((line) => line.split(': ')[1])).toEqual(['seen\n', 'seen\n']);
});

test('a disabled level evaluates nothing: no formatter, no clock, no id, no field', () => {
  const unasked = (): never => {
    throw new Error('asked');
  };
  const { manager, lines } = captured({ now: unasked, timeMicros: unasked, correlationSource: unasked });
  const fields = new Proxy({}, { get: unasked, ownKeys: unasked });
  manager.logger('x').debug('m', fields);
  expect(lines).toEqual([]);
  expect(manager.metrics).toEqual({ written: 0, dropped: 0, failedWrites: 0, rotations: 0 });
});

test('loggers made before any manager are silent, then follow the one that last called configureRootLogger', async () => {
  const early = getLogger('early');
  early.critical('nobody hears');
  const first = captured();
  early.critical('still nobody');
  first.manager.configureRootLogger();
  early.info('one');
  const second = captured();
  second.manager.configureRootLogger();
  early.info('two');
  await first.manager.close();
  early.info('three');
  await second.manager.close();
  early.critical('nobody again');
  expect(first.lines).toHaveLength(1);
  expect(second.lines).toHaveLength(2);
  expect(early.isEnabled('CRITICAL')).toBe(false);
});

test('asking for the same logger gives the same one', () => {
  const { manager } = captured();
  expect(getLogger('a', { service: 'S' })).toBe(getLogger('a', { service: 'S' }));
  expect(getLogger('a')).not.toBe(getLogger('a', { service: 'S' }));
  expect(getLogger('a', { manager })).toBe(manager.logger('a'));
});

test('a log call never throws', () => {
  const { manager, lines } = captured({
    format: 'json',
    correlationSource: () => {
      throw new Error('boom');
    },
  });
  manager.logger('x').info('m');
  expect(lines).toEqual([]);
  expect(manager.metrics.dropped).toBe(1);
  const { manager: broken } = captured({
    stream: {
      write: () => {
        throw new Error('gone');
      },
    },
  });
  broken.logger('x').error('m');
  expect(broken.metrics.failedWrites).toBe(1);
});

test('a console whose reader is gone or slow costs lines, not the process', () => {
  const stream = new PassThrough({ highWaterMark: 1 });
  const { manager } = captured({ stream });
  const log = manager.logger('x');
  log.info('y'.repeat(9_000_000));
  log.info('one too many');
  stream.emit('error', new Error('EPIPE'));
  expect(manager.metrics).toMatchObject({ written: 1, dropped: 1, failedWrites: 1 });
});

test('what waits is in the file when the process exits', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logging-'));
  const logFile = join(folder, 'x.log');
  const { manager } = captured({ console: false, fileOutput: true, logFile });
  manager.logger('x').info('m');
  expect(readFileSync(logFile, 'utf8')).toBe('');
  process.listeners('exit').at(-1)?.call(process, 0);
  expect(readFileSync(logFile, 'utf8')).toBe('[2025-01-06 10:15:30.123] [no-corre] INFO x: m\n');
  rmSync(folder, { recursive: true });
});

test('options that cannot be obeyed are refused all at once', () => {
  const options = { level: 'INFO', format: 'xml', now: () => 0, fileOutput: true, maxFileBytes: 0, maxFiles: 1.5 };
  expect(() => new LoggingManager(options as unknown as LoggingOptions)).toThrow(
    'Logging cannot be set up: format is "xml"; use "json" or "text". fileOutput is on without a logFile; name the file. ' +
      'maxFileBytes is 0; use a whole number from 1. maxFiles is 1.5; use a whole number from 1.',
  );
  expect(() => captured({ serviceLevels: { A: 'loud' } })).toThrow('Unknown log level "loud"');
});

test('the standard error stream is the console when none is named', () => {
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const manager = new LoggingManager({ level: 'INFO', format: 'text', now: () => NOW });
  open.push(manager);
  manager.logger('x').info('m');
  expect(write).toHaveBeenCalledWith('[2025-01-06 10:15:30.123] [no-corre] INFO x: m\n');
  write.mockRestore();
});
