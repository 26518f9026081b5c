import { JsonFormatter } from './json-formatter.js';
import { winstonEngine } from './winston-engine.js';
import type { LogRecord } from './log-record.js';

const record: LogRecord = { level: 'ERROR', logger: 'x', message: 'm', timeMicros: 0 };
const output = (taken: unknown[]) => ({
  write: (line: string, severity: number) => taken.push([line, severity]),
  flush: () => undefined,
  close: () => undefined,
  metrics: { written: 0, dropped: 0, failedWrites: 0, rotations: 0 },
});

test('each record is formatted once and is with every output when write returns, from the first one on', () => {
  const taken: unknown[] = [];
  const other: unknown[] = [];
  const format = jest.fn((given: LogRecord) => new JsonFormatter().format(given));
  const engine = winstonEngine({ format }, [output(taken), output(other)]);
  for (let n = 1; n <= 100; n += 1) {
    engine.write(record);
    expect([taken.length, other.length, format.mock.calls.length]).toEqual([n, n, n]);
  }
  expect(taken[0]).toEqual([new JsonFormatter().format(record), 40]);
  engine.close();
});

test('a formatter that throws is heard, and the next record passes', () => {
  const taken: unknown[] = [];
  let broken = true;
  const format = (): string => {
    if (broken) throw new Error('boom');
    return 'line';
  };
  const engine = winstonEngine({ format }, [output(taken)]);
  expect(() => engine.write(record)).toThrow('boom');
  broken = false;
  engine.write(record);
  expect(taken).toEqual([['line', 40]]);
  engine.close();
});

test('nothing is formatted and nothing is kept without outputs', () => {
  const format = jest.fn(() => 'line');
  const engine = winstonEngine({ format }, []);
  for (let n = 0; n < 100; n += 1) engine.write(record);
  expect(format).not.toHaveBeenCalled();
  engine.close();
});
