import fc from 'fast-check';
import { numberParser } from './parse-number.js';

const parse = (text: string, decimalComma = false): number => {
  const bytes = new TextEncoder().encode(`#${text}#`);
  return numberParser(decimalComma)(bytes, 1, bytes.length - 1);
};

const digits = (most: number) => fc.stringMatching(new RegExp(`^\\d{1,${most}}$`));

describe('numberParser', () => {
  it('makes of a decimal number bit for bit what Number makes of it', () => {
    const decimal = fc.tuple(fc.constantFrom('', '-', '+'), digits(20), fc.option(digits(25)));
    fc.assert(
      fc.property(decimal, ([sign, whole, fraction]) => {
        const text = `${sign}${whole}${fraction === null ? '' : `.${fraction}`}`;
        expect(Object.is(parse(text), Number(text))).toBe(true);
        expect(Object.is(parse(text.replace('.', ','), true), Number(text))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it('does so for any double as it is printed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Object.is(parse(String(value)), Number(String(value)))).toBe(true);
        expect(Object.is(parse(value.toFixed(5)), Number(value.toFixed(5)))).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(['.5', '5.', '1e5', '-1.5E-3', '9007199254740993', '0.1000000000000000055511151231257827', '-0'])(
    'reads %s',
    (text) => {
      expect(Object.is(parse(text), Number(text))).toBe(true);
    },
  );

  it.each(['', '-', '.', '-.', '1.2.3', '1,5', '0x10', 'NaN', 'Infinity', 'n/a', '1 000', '1e', '--1', '1'.repeat(70)])(
    "takes '%s' for no number",
    (text) => {
      expect(parse(text)).toBeNaN();
    },
  );

  it('takes a point for no decimal sign where a comma is', () => {
    expect(parse('1.5', true)).toBeNaN();
    expect(parse('1.234,5', true)).toBeNaN();
  });
});
