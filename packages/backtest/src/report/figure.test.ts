import { enough, finite, given, isNotAvailable, quotient } from './figure.js';

test('what is not finite is not available', () => {
  expect(finite(2, 'no')).toBe(2);
  expect(finite(-0, 'no')).toBe(0);
  for (const value of [NaN, Infinity, -Infinity]) expect(finite(value, 'no')).toEqual({ na: 'no' });
});

test('nothing is divided by 0 or less', () => {
  expect(quotient(3, 2, 'no')).toBe(1.5);
  expect(quotient(3, 0, 'no')).toEqual({ na: 'no' });
  expect(quotient(3, -1, 'no')).toEqual({ na: 'no' });
  expect(quotient(1e308, 1e-308, 'no')).toEqual({ na: 'no' });
});

test('a sample that is too small says how small it is', () => {
  const trades = [1, 2, 3, 4, 5, 6, 7];
  expect(enough(trades, { least: 30, what: 'trades' }, () => 1)).toEqual({ na: '7 trades < 30' });
  expect(enough([1], { least: 30, what: 'days' }, () => 1)).toEqual({ na: '1 day < 30' });
  expect(enough(trades, { least: 7, what: 'trades' }, () => 1)).toBe(1);
});

test('a reason is handed on', () => {
  expect(given({ na: 'because' }, () => 1)).toEqual({ na: 'because' });
  expect(given(1, (value) => value + 1)).toBe(2);
  expect([isNotAvailable({ na: 'x' }), isNotAvailable(0), isNotAvailable(null)]).toEqual([true, false, false]);
});
