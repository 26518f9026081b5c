import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { OrderIdentity } from './hash.js';
import { clientOrderId, magicNumber, sha256 } from './hash.js';

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const identity = fc.record<OrderIdentity>({
  account: text,
  strategy: text,
  symbol: text,
  timeframe: fc.constantFrom('1', '15', '1d'),
  decidedAt: fc.nat(),
  intent: fc.constantFrom('entry' as const, 'exit' as const, 'stop' as const, 'target' as const),
  leg: fc.oneof(fc.nat(9), text),
});

const PAPER: OrderIdentity = {
  account: 'paper',
  strategy: 's',
  symbol: 'EURUSD',
  timeframe: '15',
  decidedAt: 900_000,
  intent: 'entry',
  leg: 0,
};

function idOfText(written: string): string {
  const digest = createHash('sha256').update(written).digest();
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = Array.from({ length: 18 }, (_, place) => bits.slice(place * 5, place * 5 + 5));
  return digits.map((five) => Number.parseInt(five, 2).toString(32)).join('');
}

describe('clientOrderId', () => {
  it('is 18 characters of [a-z0-9], the same for the same decision', () => {
    fc.assert(
      fc.property(identity, (one) => {
        expect(clientOrderId(one)).toMatch(/^[a-z0-9]{18}$/);
        expect(clientOrderId({ ...one })).toBe(clientOrderId(one));
      }),
    );
  });

  it('differs when any field of the identity differs', () => {
    fc.assert(
      fc.property(identity, identity, (one, other) => {
        for (const key of Object.keys(one) as (keyof OrderIdentity)[]) {
          const changed = { ...one, [key]: other[key] };
          expect([key, clientOrderId(changed) === clientOrderId(one)]).toEqual([key, other[key] === one[key]]);
        }
      }),
    );
  });

  it('does not run fields into each other', () => {
    const one = {
      account: 'a',
      strategy: 'b',
      symbol: 'c',
      timeframe: '1',
      decidedAt: 0,
      intent: 'entry',
      leg: 1,
    } as const;
    const ids = [
      one,
      { ...one, account: 'ab', strategy: '' },
      { ...one, account: '', strategy: 'ab' },
      { ...one, leg: '1' },
    ].map(clientOrderId);
    expect(new Set(ids).size).toBe(4);
  });

  it('is the first 90 bits of SHA-256 in base 32', () => {
    expect(clientOrderId(PAPER)).toBe(idOfText('[1,"paper","s","EURUSD","15",900000,"entry",0]'));
  });

  it('is of the identity as JSON writes it, whatever stands in its names', () => {
    const odd = fc.oneof(text, fc.constantFrom('"', '\\', '\n', 'a"b', 'Ünze', '\u2028', 'cross-1#2', 'EUR/USD'));
    fc.assert(
      fc.property(fc.record({ account: odd, strategy: odd, symbol: odd, leg: odd }), (names) => {
        const { account, strategy, symbol, leg } = names;
        const written = JSON.stringify([1, account, strategy, symbol, '15', 900_000, 'entry', leg]);
        expect(clientOrderId({ ...PAPER, ...names })).toBe(idOfText(written));
      }),
    );
  });
});

describe('magicNumber', () => {
  it('is the one of spec section 16, case 17', () => {
    expect(magicNumber('s', 'EURUSD', ['15', '60'])).toBe(162818053);
    expect(magicNumber('s', 'EURUSD', ['60', '15'])).toBe(90054865);
  });

  it('fits in nine digits', () => {
    fc.assert(
      fc.property(text, text, (strategy, symbol) =>
        expect(magicNumber(strategy, symbol, ['1'])).toBeLessThan(1_000_000_000),
      ),
    );
  });
});

describe('sha256', () => {
  it('gives the value of FIPS 180-2 for "abc"', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
