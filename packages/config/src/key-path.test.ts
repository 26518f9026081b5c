import * as fc from 'fast-check';
import { formatPath, parsePath } from './key-path.js';

test('a key with a dot is quoted and read back', () => {
  expect(formatPath(['instruments', 'EURUSD.m', 'digits'])).toBe('instruments."EURUSD.m".digits');
  expect(parsePath('instruments."EURUSD.m".digits')).toEqual(['instruments', 'EURUSD.m', 'digits']);
});

test('any path survives being written and read', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (keys) => {
      expect(parsePath(formatPath(keys))).toEqual(keys);
    }),
  );
});

test.each(['', '.', 'a.', '.a', 'a..b', '"a'])('%j is not a path', (text) => {
  expect(parsePath(text)).toBeUndefined();
});
