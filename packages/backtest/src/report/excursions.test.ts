import { instrumentSpecs } from '@q/trading';
import { excursionFigures } from './excursions.js';
import { cents, fillsOf, tradeOf } from './testing/hand-made.js';

const { EURUSD, USDJPY, EURGBP } = instrumentSpecs;
if (EURUSD === undefined || USDJPY === undefined || EURGBP === undefined) throw new Error('no specifications');
const terms = { fills: [], instruments: { EURUSD, USDJPY, EURGBP }, currency: 'USD', money: cents };

test('excursions are averaged in price and in account currency', () => {
  const trades = [
    tradeOf(1, { adverse: 0.001, favorable: 0.002, volume: 0.1 }),
    tradeOf(1, { adverse: 0.003, favorable: 0, volume: 1, direction: 'short' }),
  ];
  // 0.001 * 0.1 * 100,000 = 10 and 0.003 * 100,000 = 300; 20 and 0.
  expect(excursionFigures(trades, terms)).toEqual({
    adversePrice: 0.002,
    favorablePrice: 0.001,
    adverseAmount: 155,
    favorableAmount: 10,
  });
});

test('the mean of distances stands without the dust of binary fractions', () => {
  const trades = [tradeOf(1, { entryPrice: 100.1, favorable: 112.4 - 100.1 })];
  expect(excursionFigures(trades, terms)).toMatchObject({ favorablePrice: 12.3 });
});

test('a distance in yen is turned into dollars at the price that it reached', () => {
  const [long, short] = (['long', 'short'] as const).map((direction) =>
    excursionFigures([tradeOf(1, { symbol: 'USDJPY', entryPrice: 150, adverse: 10, direction })], terms),
  );
  // A million yen at 140, and at 160.
  expect(long?.adverseAmount).toBe(7_142.86);
  expect(short?.adverseAmount).toBe(6_250);
});

test('a distance in pounds is turned into dollars at the rate of the last fill of its trade', () => {
  const trades = [0.002, 0.004].map((adverse) =>
    tradeOf(1, { symbol: 'EURGBP', entryPrice: 0.85, adverse, favorable: 0.001, volume: 0.5 }),
  );
  const fills = trades.flatMap(fillsOf).map((fill, index) => ({ ...fill, rate: [1.1, 1.25, 1.2, 1.5][index] ?? NaN }));
  // 100 pounds * 1.25 and 200 * 1.5; 50 * 1.25 and 50 * 1.5.
  expect(excursionFigures(trades, { ...terms, fills })).toMatchObject({
    adverseAmount: (125 + 300) / 2,
    favorableAmount: cents((62.5 + 75) / 2),
  });
  expect(() => excursionFigures(trades, { ...terms, fills: trades.flatMap(fillsOf) })).toThrow(
    'no fill of EURGBP says what a unit of GBP was in USD',
  );
});

test('prices of several symbols have no mean, their money has', () => {
  const trades = [tradeOf(1, { adverse: 0.001 }), tradeOf(1, { symbol: 'USDJPY', entryPrice: 101, adverse: 1 })];
  expect(excursionFigures(trades, terms)).toEqual({
    adversePrice: { na: 'prices of EURUSD, USDJPY have no common mean' },
    favorablePrice: { na: 'prices of EURUSD, USDJPY have no common mean' },
    adverseAmount: 550,
    favorableAmount: 0,
  });
});

test('without trades there are none, and a symbol without a specification is refused', () => {
  expect(Object.values(excursionFigures([], terms))).toEqual(Array.from({ length: 4 }, () => ({ na: 'no trades' })));
  expect(() => excursionFigures([tradeOf(1, { symbol: 'X' })], terms)).toThrow('no instrument "X"');
});
