import { instrumentSpecs } from '@q/trading';
import { exposureFigures } from './exposure.js';
import { cents, fillsOf, tradeOf, trackOf } from './testing/hand-made.js';

const { EURUSD, BTCUSD } = instrumentSpecs;
if (EURUSD === undefined || BTCUSD === undefined) throw new Error('no specifications');
const common = {
  instruments: { EURUSD, BTCUSD },
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
