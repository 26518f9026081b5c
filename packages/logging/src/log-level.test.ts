import { LOG_LEVELS, parseLogLevel } from './log-level.js';

test('reads the Python names in any case', () => {
  for (const level of LOG_LEVELS) {
    expect(parseLogLevel(level)).toBe(level);
    expect(parseLogLevel(` ${level.toLowerCase()} `)).toBe(level);
  }
});

test('WARN means WARNING and FATAL means CRITICAL', () => {
  expect(parseLogLevel('warn')).toBe('WARNING');
  expect(parseLogLevel('Fatal')).toBe('CRITICAL');
});

test('an unknown level is refused with the allowed names and the nearest one', () => {
  expect(() => parseLogLevel('WARNNIG')).toThrow(
    'Unknown log level "WARNNIG". Use one of DEBUG, INFO, WARNING, ERROR, CRITICAL (WARN and FATAL are accepted too); the nearest is "WARNING".',
  );
  expect(() => parseLogLevel('verbose')).toThrow(RangeError);
  expect(() => parseLogLevel('')).toThrow(RangeError);
});
