import fc from 'fast-check';
import { JsonFormatter } from './json-formatter.js';
import type { LogFields } from './logger.js';
import type { LogRecord } from './log-record.js';

const RUN_ID = '0123456789abcdef01234567';
const record = (rest: Partial<LogRecord>): LogRecord => ({
  level: 'INFO',
  logger: 'x',
  message: 'm',
  timeMicros: 0,
  ...rest,
});
const json = new JsonFormatter({ runId: RUN_ID });
const parsed = (rest: Partial<LogRecord>): Record<string, unknown> => JSON.parse(json.format(record(rest)));
const extras = (fields: LogFields): Record<string, unknown> => {
  const {
    timestamp: _time,
    level: _level,
    logger: _logger,
    message: _message,
    correlation_id: _id,
    ...rest
  } = parsed({ fields });
  return rest;
};

test('the line of the README, with every key in its place', () => {
  const line = json.format({
    level: 'INFO',
    logger: 'services.Import',
    message: 'Fetched 3 rows',
    service: 'Import',
    correlationId: 'a1b2c3d4',
    timeMicros: Date.UTC(2025, 0, 6, 10, 15, 30) * 1000 + 123_456,
    fields: { rows: 3, error: undefined },
  });
  expect(line).toBe(
    '{"timestamp": "2025-01-06T10:15:30.123456+00:00", "level": "INFO", "logger": "services.Import", ' +
      `"message": "Fetched 3 rows", "correlation_id": "a1b2c3d4", "trace_id": "${RUN_ID}a1b2c3d4", "service": "Import", "rows": 3}`,
  );
});

test('the trace id appears only with a run id and an id of 8 hex characters', () => {
  expect(parsed({ correlationId: 'a1b2c3d4' }).trace_id).toBe(`${RUN_ID}a1b2c3d4`);
  expect(parsed({ correlationId: 'cycle-42' })).not.toHaveProperty('trace_id');
  expect(parsed({})).not.toHaveProperty('trace_id');
  expect(new JsonFormatter().format(record({ correlationId: 'a1b2c3d4' }))).not.toContain('trace_id');
});

test('a run id that is not 24 hex characters is refused', () => {
  expect(() => new JsonFormatter({ runId: 'run-1' })).toThrow(
    'The run id "run-1" is not 24 lower-case hex characters.',
  );
});

test('a field named like a key of the line gets an underscore', () => {
  expect(extras({ level: 'x', message: 1, message_: 2, service: 's', exception: 'text' })).toEqual({
    level_: 'x',
    message__: 1,
    message_: 2,
    service_: 's',
    exception_: 'text',
  });
});

test('values without JSON text are dropped, others survive', () => {
  const circular: Record<string, unknown> = { a: 1 };
  circular.self = circular;
  const fields = {
    circular,
    call: () => 1,
    sign: Symbol('s'),
    missing: undefined,
    get broken(): never {
      throw new Error('no');
    },
    unwilling: {
      toJSON: () => {
        throw new Error('no');
      },
    },
    big: 12n,
    date: new Date(0),
    none: Number.NaN,
    inner: { call: () => 1, list: [undefined, 1] },
    bytes: Buffer.from('hunter22'),
  };
  expect(extras(fields)).toEqual({
    big: '12',
    date: '1970-01-01T00:00:00.000Z',
    none: null,
    inner: { list: [null, 1] },
    bytes: '<8 bytes>',
  });
});

test('a value that appears twice without a circle is written twice', () => {
  const twice = { a: 1 };
  expect(extras({ left: twice, right: [twice, twice] })).toEqual({ left: twice, right: [twice, twice] });
});

test('an error is written with its stack, its causes and the errors it gathers', () => {
  const cause = new TypeError('inner', { cause: 'a reason' });
  const error = new AggregateError([new Error('one'), 'two'], 'outer', { cause });
  const { exception } = parsed({ fields: { error, exception: new Error('second') } });
  expect(exception).toMatch(
    /^AggregateError: outer\n {4}at [^]*\nWith: Error: one\n[^]*\nWith: two\nCaused by: TypeError: inner\n[^]*\nCaused by: a reason$/,
  );
  expect(parsed({ fields: { exception: cause } }).exception).toContain('TypeError: inner\n    at ');
  expect(parsed({ fields: { reason: cause } }).reason).toBe('TypeError: inner');
});

test('an error that causes itself ends', () => {
  const error = new Error('round');
  error.cause = error;
  expect(parsed({ fields: { error } }).exception).toContain('Caused by: (already shown, or too deep)');
});

test('a time that is none and a message that is none are written all the same', () => {
  const odd = { timeMicros: Number.NaN, message: undefined } as unknown as Partial<LogRecord>;
  expect(parsed(odd)).toMatchObject({ timestamp: '1970-01-01T00:00:00.000000+00:00', message: 'undefined' });
});

test('whatever JSON can say comes back from the line, which is one line of ASCII', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, message) => {
      const line = json.format(record({ message, fields: { value } }));
      // eslint-disable-next-line no-control-regex
      expect(line).toMatch(/^[ -~]*$/);
      const back: unknown = JSON.parse(line);
      expect(back).toMatchObject(JSON.parse(JSON.stringify({ message, value })));
    }),
  );
});
