import { comparedTexts, valueText } from './value-text.js';

const EURUSD = { digits: 5, price: 1.1 };

test.each([
  [1.0999999, '1.10000'],
  [52.134567, '52.13'],
  [0.000421399, '0.0004214'],
  [0, '0'],
  [40, '40'],
  [-3.14159, '-3.14'],
  ['bull_expansion', 'bull_expansion'],
  [true, 'true'],
  [null, 'not ready'],
])('%p reads %s', (value, text) => {
  expect(valueText(value, EURUSD)).toBe(text);
});

test('values that differ get as many decimals as it takes to see it, equal ones do not', () => {
  expect(comparedTexts([1.1000001, 1.1000002], EURUSD)).toEqual(['1.1000001', '1.1000002']);
  expect(comparedTexts([60.0000004, 60], EURUSD)).toEqual(['60.00', '60']);
  expect(comparedTexts([1.123456, 1.123456], EURUSD)).toEqual(['1.12346', '1.12346']);
});
