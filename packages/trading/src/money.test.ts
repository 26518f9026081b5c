import fc from 'fast-check';
import type { Instrument } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import { cannotConvert, closedProfitMinor, currencyDecimals, fromMinor, openProfit, toMinor } from './money.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

/** Rounds top / bottom half away from zero, with nothing but whole numbers. */
function rounded(top: bigint, bottom: bigint): bigint {
  const size = top < 0n ? -top : top;
  const whole = size / bottom;
  const up = (size % bottom) * 2n >= bottom ? whole + 1n : whole;
  return top < 0n ? -up : up;
}

describe('amounts', () => {
  it('have two decimals, none in yen, and eight in coins', () => {
    expect(['EUR', 'USD', 'JPY'].map(currencyDecimals)).toEqual([2, 2, 0]);
    expect(['BTC', 'ETH', 'USDT', 'USDC', 'DOGE', 'LINK'].map(currencyDecimals)).toEqual([8, 8, 8, 8, 8, 8]);
  });

  it('are kept in minor units, rounded half away from zero', () => {
    expect([toMinor(1.005, 'USD'), toMinor(-1.005, 'USD'), toMinor(0.1 + 0.2, 'USD')]).toEqual([101, -101, 30]);
    expect([toMinor(1_234.5, 'JPY'), toMinor(-1_234.5, 'JPY'), toMinor(0.4, 'JPY')]).toEqual([1_235, -1_235, 0]);
  });

  it('of a coin are exact to the eighth decimal, up to tens of millions', () => {
    expect([toMinor(9_999_549.431_330_01, 'USDT'), fromMinor(999_954_943_133_001, 'USDT')]).toEqual([
      999_954_943_133_001, 9_999_549.431_330_01,
    ]);
  });

  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom('USD', 'JPY', 'USDT'), (minor, currency) => {
        expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor);
      }),
    );
  });

  it('are read as they are written', () => {
    expect([fromMinor(10_010, 'USD'), fromMinor(-5, 'USD'), fromMinor(1_234, 'JPY')]).toEqual([100.1, -0.05, 1_234]);
  });
});

describe('the closed result', () => {
  it('of hand-computed trades', () => {
    const close = (
      symbol: string,
      side: 'buy' | 'sell',
      entryPrice: number,
      exitPrice: number,
      volume: number,
      currency: string,
    ): number => closedProfitMinor({ instrument: spec(symbol), side, entryPrice, exitPrice, volume, currency });
    // 10 pips of 0.3 lots at 10 dollars a pip and lot.
    expect(close('EURUSD', 'buy', 1.1, 1.101, 0.3, 'USD')).toBe(3_000);
    expect(close('EURUSD', 'sell', 1.1, 1.101, 0.3, 'USD')).toBe(-3_000);
    // An ounce move of 1.23 dollars, 0.07 lots of 100 ounces: 8.61 dollars.
    expect(close('XAUUSD', 'buy', 2_650.11, 2_651.34, 0.07, 'USD')).toBe(861);
    // 100,000 * 0.5 yen = 50,000 yen; in dollars at 110.5: 452.488..., so 452.49.
    expect(close('USDJPY', 'buy', 110, 110.5, 1, 'JPY')).toBe(50_000);
    expect(close('USDJPY', 'buy', 110, 110.5, 1, 'USD')).toBe(45_249);
    expect(close('USDJPY', 'sell', 110, 110.5, 1, 'USD')).toBe(-45_249);
    // 30 dollars at 1.2 are 25 euros.
    expect(close('EURUSD', 'buy', 1.199, 1.2, 0.3, 'EUR')).toBe(2_500);
  });

  it('is exact up to one rounding half away from zero, for any prices, sizes and sides', () => {
    const symbols = fc.constantFrom('EURUSD', 'USDJPY', 'XAUUSD', 'BTCUSD', 'XAGUSD');
    fc.assert(
      fc.property(
        symbols,
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 1, max: 5_000_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.boolean(),
        fc.boolean(),
        (symbol, entryTicks, exitTicks, hundredths, isBuy, inQuote) => {
          const instrument = spec(symbol);
          const currency = inQuote ? instrument.quoteCurrency : instrument.baseCurrency;
          const perUnit = 10 ** instrument.digits;
          const minor = closedProfitMinor({
            instrument,
            currency,
            side: isBuy ? 'buy' : 'sell',
            entryPrice: entryTicks / perUnit,
            exitPrice: exitTicks / perUnit,
            volume: hundredths / 100,
          });
          // In whole numbers: ticks * hundredths of a lot * contract / (10^digits * 100), times 10^decimals.
          const cents = 10n ** BigInt(currencyDecimals(currency));
          const move = BigInt(exitTicks - entryTicks) * (isBuy ? 1n : -1n);
          const top = move * BigInt(hundredths) * BigInt(instrument.contractSize) * cents;
          const wanted = inQuote ? rounded(top, BigInt(perUnit) * 100n) : rounded(top, BigInt(exitTicks) * 100n);
          expect(BigInt(minor)).toBe(wanted);
        },
      ),
    );
  });

  it('of the two sides of a trade add up to nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), fc.integer({ min: 1, max: 300_000 }), (entry, exit) => {
        const trade = {
          instrument: spec('EURUSD'),
          entryPrice: entry / 1e5,
          exitPrice: exit / 1e5,
          volume: 0.01,
          currency: 'USD',
        };
        expect(closedProfitMinor({ ...trade, side: 'buy' }) + closedProfitMinor({ ...trade, side: 'sell' })).toBe(0);
      }),
    );
  });

  it('is refused in a currency that is neither quote nor base', () => {
    const trade = {
      instrument: spec('EURGBP'),
      side: 'buy',
      entryPrice: 0.8,
      exitPrice: 0.9,
      volume: 1,
      currency: 'USD',
    } as const;
    expect(() => closedProfitMinor(trade)).toThrow(cannotConvert(spec('EURGBP'), 'USD'));
  });
});

describe('the open result', () => {
  it('is the closed one before rounding', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50_000, max: 200_000 }),
        fc.integer({ min: 50_000, max: 200_000 }),
        fc.constantFrom('USD', 'EUR'),
        fc.constantFrom('buy' as const, 'sell' as const),
        (entry, exit, currency, side) => {
          const trade = {
            instrument: spec('EURUSD'),
            side,
            entryPrice: entry / 1e5,
            exitPrice: exit / 1e5,
            volume: 0.37,
            currency,
          };
          const closed = fromMinor(closedProfitMinor(trade), currency);
          expect(Math.abs(openProfit(trade) - closed)).toBeLessThanOrEqual(0.005_000_1);
        },
      ),
    );
  });
});
