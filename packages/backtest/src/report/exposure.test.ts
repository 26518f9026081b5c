import { instrumentSpecs } from '@q/trading';
import { exposureFigures } from './exposure.js';
import { cents, fillsOf, tradeOf, trackOf } from './testing/hand-made.js';

const { EURUSD, BTCUSD, EURGBP, USDJPY } = instrumentSpecs;
if (EURUSD === undefined || BTCUSD === undefined || EURGBP === undefined || USDJPY === undefined)
  throw new Error('no specifications');
const common = {
  instruments: { EURUSD, BTCUSD, EURGBP, USDJPY },
  currency: 'USD',
  range: { startedAt: 0, endedAt: 100 },
  money: cents,
};
const trade = (openedAt: number, closedAt: number, volume = 1, symbol = 'EURUSD'): ReturnType<typeof tradeOf> =>
  tradeOf(0, { openedAt, closedAt, volume, symbol });

test('time with any position counts once, however many there are', () => {
  const fills = [trade(10, 30), trade(20, 50), trade(50, 60), trade(80, 85)].flatMap(fillsOf);
  expect(exposureFigures({ ...common, fills, track: trackOf([0, 1_000]) }).timePercent).toBe(55);
});

test('gross exposure adds the values of what stands at one time, and is related to equity', () => {
  const long = trade(10, 50);
  const short = { ...trade(20, 40, 0.5), direction: 'short' as const };
  const coin = { ...trade(60, 70, 2, 'BTCUSD'), entryPrice: 50_000, exitPrice: 60_000 };
  const fills = [long, short, coin].flatMap(fillsOf);
  const track = trackOf([0, 100_000], [55, 50_000]);
  expect(exposureFigures({ ...common, fills, track })).toMatchObject({
    // 1.5 lots of EURUSD at 1.1: 165,000. Two coins of 50,000: 100,000, twice the equity of then.
    maxGross: 165_000,
    maxGrossPercent: 200,
    // 2 * 165,000 + 220,000 at a mean equity of 77,500.
    turnover: (2 * 165_000 + 220_000) / 77_500,
  });
});

test('what is open at the end counts up to the end', () => {
  const [entry] = fillsOf(trade(40, 90));
  if (entry === undefined) throw new Error('no fill');
  expect(exposureFigures({ ...common, fills: [entry], track: trackOf([0, 1]) }).timePercent).toBe(60);
});

test('fills of several symbols are taken in order of time', () => {
  const [first, second] = [trade(10, 30), trade(5, 10, 1, 'BTCUSD')].map(fillsOf);
  const fills = [...(first ?? []), ...(second ?? [])];
  expect(exposureFigures({ ...common, fills, track: trackOf([0, 1_000_000]) }).timePercent).toBe(25);
});

describe('money of a third currency', () => {
  const track = trackOf([0, 100_000]);
  const [entry, out] = fillsOf({ ...trade(10, 50, 1, 'EURGBP'), entryPrice: 0.85, exitPrice: 0.86 });
  if (entry === undefined || out === undefined) throw new Error('no fills');

  test('is turned over at the rate of each fill', () => {
    const fills = [
      { ...entry, rate: 1.25 },
      { ...out, rate: 1.3 },
    ];
    expect(exposureFigures({ ...common, fills, track })).toMatchObject({
      // 85,000 pounds, and 86,000.
      maxGross: 106_250,
      maxGrossPercent: 106.25,
      turnover: (106_250 + 111_800) / 100_000,
    });
  });

  test('a position that grows has the rates of its entries, one that shrinks keeps them', () => {
    const more = { ...entry, tradeId: 'more', price: 0.8, rate: 1.5, filledAt: 20 };
    const half = { ...out, tradeId: 'half', volume: 1.5, rate: 2, filledAt: 30 };
    const again = { ...entry, tradeId: 'again', volume: 1, price: 0.9, rate: 1, filledAt: 40 };
    const fills = [{ ...entry, rate: 1.25 }, more];
    // 85,000 pounds * 1.25 and 80,000 * 1.5.
    expect(exposureFigures({ ...common, fills, track }).maxGross).toBe(226_250);
    // A tenth of the first, and 90,000 pounds * 1.
    const last = [{ ...fills[0], volume: 0.1 }, again].map((fill) => ({ ...entry, ...fill }));
    expect(exposureFigures({ ...common, fills: last, track }).maxGross).toBe(100_625);
    // A quarter of them, and 90,000 pounds * 1.
    const shrunk = exposureFigures({
      ...common,
      fills: [...fills, half, again],
      track: trackOf([0, 1e9], [35, 100_000]),
    });
    expect(shrunk.maxGrossPercent).toBeCloseTo(56.5625 + 90, 10);
  });

  test('whose rate nobody says is an error, and one in the base currency needs none', () => {
    expect(() => exposureFigures({ ...common, fills: [entry, out], track })).toThrow('what a unit of GBP was in USD');
    const dollars = fillsOf({ ...trade(10, 50, 1, 'USDJPY'), entryPrice: 150, exitPrice: 151 });
    expect(exposureFigures({ ...common, fills: dollars, track })).toMatchObject({ maxGross: 100_000, turnover: 2 });
  });
});

test('fills of runs that were joined may have the same numbers', () => {
  const [first, second] = [trade(10, 30), trade(50, 70)].map((one) =>
    fillsOf(one).map((fill, index) => ({ ...fill, tradeId: `sim-trade-${index + 1}` })),
  );
  const fills = [...(first ?? []), ...(second ?? [])];
  expect(exposureFigures({ ...common, fills, track: trackOf([0, 1_000]) }).timePercent).toBe(40);
});

test('without equity exposure and turnover cannot be related to it, without fills they are 0', () => {
  const fills = fillsOf(trade(10, 50));
  expect(exposureFigures({ ...common, fills, track: trackOf([0, 10], [5, -10]) })).toMatchObject({
    maxGrossPercent: { na: 'equity was 0 or below while a position was open' },
    turnover: { na: 'mean equity was 0 or below' },
  });
  expect(exposureFigures({ ...common, fills: [], track: trackOf([0, 10]) })).toEqual({
    timePercent: 0,
    maxGross: 0,
    maxGrossPercent: 0,
    turnover: 0,
  });
});
