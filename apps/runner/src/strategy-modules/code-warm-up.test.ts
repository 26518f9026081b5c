import { defineStrategy } from '@q/trading';
import { codeWarmUp, slowerOf } from './code-warm-up.js';

const risk = { position_sizing: { type: 'fixed', value: 0.01 } } as const;
const seat = (warmUp: number, more: object = {}, symbol = 'EURUSD') => ({
  symbol,
  strategy: defineStrategy({ name: 'own', timeframes: ['5'], warmUp, risk, evaluate: () => [], ...more }),
});
const series = { symbol: 'EURUSD', timeframe: '5', instances: { sma: { period: 30 }, regime: {} } } as const;

test('a strategy waits for the indicators that it declares, and then for its rows', () => {
  const declared = seat(3, { indicators: { '5': { ema_own: { period: 10 }, sma_own: { period: 20 } } } });
  expect(codeWarmUp([declared], series)).toMatchObject({ candles: 22 });
});

test('one that declares none may read all that are configured', () => {
  expect(codeWarmUp([seat(1)], series)).toEqual({ candles: 30, parts: [{ name: 'sma', candles: 30 }] });
});

test('strategies of other symbols and timeframes wait for nothing here', () => {
  expect(codeWarmUp([seat(1, {}, 'GBPUSD'), seat(1, { timeframes: ['1'] })], series)).toBeUndefined();
});

test('of two needs the greater counts, with the parts of both, the slowest first', () => {
  const [a, b] = [
    { candles: 5, parts: [{ name: 'x', candles: 5 }] },
    {
      candles: 9,
      parts: [
        { name: 'x', candles: 5 },
        { name: 'y', candles: 9 },
      ],
    },
  ];
  expect(slowerOf(a, b)).toEqual({
    candles: 9,
    parts: [
      { name: 'y', candles: 9 },
      { name: 'x', candles: 5 },
    ],
  });
  expect([slowerOf(a, undefined), slowerOf(undefined, a), slowerOf(undefined, undefined)]).toEqual([a, a, undefined]);
});
