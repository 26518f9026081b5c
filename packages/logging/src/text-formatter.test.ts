import fc from 'fast-check';
import type { LogRecord } from './log-record.js';
import { TextFormatter } from './text-formatter.js';

const text = new TextFormatter();
const record = (rest: Partial<LogRecord>): LogRecord => ({
  level: 'INFO',
  logger: 'x',
  message: 'm',
  timeMicros: 0,
  ...rest,
});

test('the line of the README', () => {
  const line = text.format({
    level: 'INFO',
    logger: 'services.Import',
    message: 'Fetched 3 rows',
    service: 'Import',
    correlationId: 'a1b2c3d4-and-more',
    timeMicros: Date.UTC(2025, 0, 6, 10, 15, 30, 123) * 1000 + 999,
    fields: { rows: 3 },
  });
  expect(line).toBe('[2025-01-06 10:15:30.123] [a1b2c3d4] [Import] INFO services.Import: Fetched 3 rows');
});

test('a message cannot forge a second record', () => {
  const message = 'X\n[2025-01-06 10:15:30.123] INFO forged: y\r\u001b[2J\u0085\u2028\u2029\u202e';
  expect(text.format(record({ message }))).toBe(
    '[1970-01-01 00:00:00.000] [no-corre] INFO x: X\\n[2025-01-06 10:15:30.123] INFO forged: y' +
      '\\r\\u001b[2J\\u0085\\u2028\\u2029\\u202e',
  );
});

test('nothing that a record says breaks out of its line', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('\n', '\r', '\u001b[1m', '\u0000', '\u2028', '\u2029', '\u009b', 'a', ']'),
  });
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (message, logger, service, correlationId) => {
      const line = text.format(record({ message, logger, service, correlationId }));
      // eslint-disable-next-line no-control-regex
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
    }),
  );
});

test('the lines of an exception are escaped one by one and never look like a record', () => {
  const error = new Error('bad');
  error.stack = 'Error: bad\n[2025-01-06 10:15:30.123] INFO forged: y\u001b[2J\r\n    at somewhere';
  expect(
    text
      .format(record({ level: 'ERROR', fields: { error } }))
      .split('\n')
      .slice(1),
  ).toEqual(['Error: bad', ' [2025-01-06 10:15:30.123] INFO forged: y\\u001b[2J', '    at somewhere']);
});
