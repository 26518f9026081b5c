import fc from 'fast-check';
import type { OrderIdentity } from './hash.js';
import { identityBytes } from './identity-bytes.js';

const PAPER = {
  account: 'paper',
  strategy: 'cross',
  symbol: 'EURUSD',
  timeframe: '15',
  decidedAt: 900_000,
  intent: 'entry' as const,
  leg: 0,
};
const decoder = new TextDecoder();

function written(identity: OrderIdentity): string {
  const bytes = identityBytes(identity);
  return typeof bytes === 'string' ? bytes : decoder.decode(bytes);
}

describe('identityBytes', () => {
  it('writes what JSON writes, whatever was written before', () => {
    const text = fc.oneof(
      fc.constantFrom(
        '',
        '"',
        '\\',
        '\n',
        '\u007f',
        'Ünze',
        '\u2028',
        '\ud800',
        'cross-1#2',
        'EUR/USD',
        'x'.repeat(300),
      ),
      fc.string({ unit: 'grapheme', maxLength: 80 }),
    );
    const identity = fc.record<OrderIdentity>({
      account: text,
      strategy: text,
      symbol: text,
      timeframe: fc.constantFrom('1', '1d'),
      decidedAt: fc.oneof(
        fc.nat(3),
        fc.maxSafeNat(),
        fc.integer({ min: 1e12 - 9, max: 1e13 }),
        fc.constantFrom(1.5e12 + 0.5, -1, 1e21),
      ),
      intent: fc.constantFrom('entry' as const, 'stop_out' as const),
      leg: fc.oneof(fc.integer(), text),
    });
    const ofFew = fc
      .array(identity, { minLength: 1, maxLength: 3 })
      .chain((few) =>
        fc.array(fc.record({ names: fc.constantFrom(...few), at: fc.nat(1), leg: fc.constantFrom(...few) })),
      );
    fc.assert(
      fc.property(ofFew, (orders) => {
        for (const { names, at, leg } of orders) {
          const one: OrderIdentity = { ...names, decidedAt: names.decidedAt + at, leg: leg.leg };
          const { account, strategy, symbol, timeframe, decidedAt, intent } = one;
          expect(written(one)).toBe(
            JSON.stringify([1, account, strategy, symbol, timeframe, decidedAt, intent, leg.leg]),
          );
        }
      }),
    );
  });

  it('is bytes for common names and legs, text for what is long or JSON writes in another way', () => {
    expect(identityBytes({ ...PAPER, leg: 'long/1' })).toBeInstanceOf(Uint8Array);
    expect(identityBytes({ ...PAPER, strategy: 'Ünze "1"', leg: 0 })).toBeInstanceOf(Uint8Array);
    expect(typeof identityBytes({ ...PAPER, leg: 'Ünze' })).toBe('string');
    expect(typeof identityBytes({ ...PAPER, strategy: 'x'.repeat(300), leg: 0 })).toBe('string');
    expect(typeof identityBytes({ ...PAPER, leg: 'x'.repeat(300) })).toBe('string');
  });
});
