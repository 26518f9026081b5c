import { createHash } from 'node:crypto';
import type { Candle, Instrument } from '@q/events';
import { sessionCalendar } from '@q/trading';
import { feedContract } from '../testing/feed-contract.js';
import { createSyntheticFeed } from './synthetic-feed.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const MONDAY = Date.UTC(2025, 0, 6);

const lots = { contractSize: 100_000, lotStep: 0.01, minLot: 0.01, maxLot: 100 };
const EURUSD: Instrument = {
  symbol: 'EURUSD',
  digits: 5,
  tickSize: 0.00001,
  pip: 0.0001,
  baseCurrency: 'EUR',
  quoteCurrency: 'USD',
  session: 'fx',
  ...lots,
};
const XAUUSD: Instrument = {
  symbol: 'XAUUSD',
  digits: 2,
  tickSize: 0.01,
  pip: 0.1,
  baseCurrency: 'XAU',
  quoteCurrency: 'USD',
  session: 'fx',
  ...lots,
};
const BTCUSD: Instrument = {
  symbol: 'BTCUSD',
  digits: 1,
  tickSize: 0.5,
  pip: 1,
  baseCurrency: 'BTC',
  quoteCurrency: 'USD',
  session: 'always',
  ...lots,
};
const calendar = sessionCalendar([EURUSD, XAUUSD, BTCUSD]);

function feedOf(seed: number, instruments: readonly Instrument[] = [EURUSD, XAUUSD, BTCUSD], days = 28) {
  return createSyntheticFeed({
    seed,
    symbols: instruments.map((instrument) => ({ instrument })),
    start: MONDAY,
    days,
    calendar,
  });
}

function candlesOf(feed: ReturnType<typeof feedOf>, symbol: string, days = 28): readonly Candle[] {
  let answer: readonly Candle[] = [];
  const inbox = { candles: (candles: readonly Candle[]) => void (answer = candles), failed: () => undefined };
  feed.request({ symbol, timeframe: '1', after: MONDAY, until: MONDAY + days * DAY_MS }, inbox);
  return answer;
}

feedContract('a synthetic market', () => ({ feed: feedOf(7), symbol: 'EURUSD', start: MONDAY }));

describe('createSyntheticFeed', () => {
  it('is labelled synthetic', () => {
    expect(feedOf(7).description).toBe('synthetic market, seed 7');
  });

  it('gives the same bytes for the same seed on every machine', () => {
    const digests = ['EURUSD', 'XAUUSD', 'BTCUSD'].map((symbol) =>
      createHash('sha256')
        .update(JSON.stringify(candlesOf(feedOf(7), symbol)))
        .digest('hex')
        .slice(0, 16),
    );
    expect(digests).toEqual(['dee6a96fb97db7df', '341f3dab61685819', 'fe395fad3a844a12']);
  });

  it('gives other candles for another seed and another symbol', () => {
    const moves = (candles: readonly Candle[]): number[] =>
      candles.slice(0, 50).map(({ open, close }) => Math.sign(close - open));
    const here = moves(candlesOf(feedOf(7), 'EURUSD'));
    expect(moves(candlesOf(feedOf(8), 'EURUSD'))).not.toEqual(here);
    expect(moves(candlesOf(feedOf(7), 'XAUUSD'))).not.toEqual(here);
  });

  it('does not depend on the other symbols or on what was asked before', () => {
    const whole = candlesOf(feedOf(7), 'EURUSD');
    const alone = feedOf(7, [EURUSD]);
    for (let day = 1; day < 28; day += 3) candlesOf(alone, 'EURUSD', day);
    expect(candlesOf(alone, 'EURUSD')).toEqual(whole);
  });

  it.each([EURUSD, XAUUSD, BTCUSD])('makes sound candles of $symbol on whole minutes and whole ticks', (instrument) => {
    const faults = candlesOf(feedOf(3), instrument.symbol).filter((candle, index, all) => {
      const { openTime, closeTime, open, high, low, close, volume, bars } = candle;
      const sound = high >= Math.max(open, close) && low <= Math.min(open, close) && low > 0;
      const inTime =
        openTime % MINUTE_MS === 0 && closeTime === openTime + MINUTE_MS && openTime > (all[index - 1]?.openTime ?? 0);
      const onGrid = [open, high, low, close].every(
        (price) =>
          Number(price.toFixed(instrument.digits)) === price &&
          Math.abs(price / instrument.tickSize - Math.round(price / instrument.tickSize)) < 1e-4,
      );
      return !(sound && inTime && onGrid && Number.isInteger(volume) && volume > 0 && bars === 1);
    });
    expect(faults).toEqual([]);
  });

  it('is closed at weekends where the instrument is, and opens with a jump', () => {
    const candles = candlesOf(feedOf(7), 'EURUSD');
    expect(candles.filter(({ openTime }) => !calendar.isOpen('EURUSD', openTime))).toEqual([]);
    const weekends = candles.flatMap((candle, index) => {
      const before = candles[index - 1] ?? candle;
      return candle.openTime - before.closeTime > DAY_MS ? [Math.abs(candle.open - before.close) / EURUSD.pip] : [];
    });
    expect(weekends).toHaveLength(4);
    expect(Math.max(...weekends)).toBeGreaterThan(2);
    expect(candlesOf(feedOf(7), 'BTCUSD').length).toBeGreaterThan(28 * 1_400);
  });

  it('has missing minutes, some dozens in four weeks', () => {
    const candles = candlesOf(feedOf(7), 'EURUSD');
    const gaps = candles.filter((candle, index) => {
      const missing = (candle.openTime - (candles[index - 1]?.closeTime ?? candle.openTime)) / MINUTE_MS;
      return missing > 0 && missing < 60;
    });
    expect(gaps.length).toBeGreaterThan(10);
    expect(gaps.length).toBeLessThan(100);
  });

  it('moves like the real thing: a pip or so a minute, more by day than by night', () => {
    const candles = candlesOf(feedOf(7), 'EURUSD');
    const meanMove = (hours: (hour: number) => boolean): number => {
      const chosen = candles.filter(({ openTime }) => hours(new Date(openTime).getUTCHours()));
      return chosen.reduce((sum, { open, close }) => sum + Math.abs(close - open), 0) / chosen.length / EURUSD.pip;
    };
    expect(meanMove(() => true)).toBeGreaterThan(0.5);
    expect(meanMove(() => true)).toBeLessThan(1.2);
    expect(meanMove((hour) => hour >= 13 && hour < 16)).toBeGreaterThan(2 * meanMove((hour) => hour < 4));
  });

  it('goes on after its last day for who asks in real time, but tells a virtual run that it is over', () => {
    const feed = feedOf(7, [EURUSD], 2);
    const end = MONDAY + 2 * DAY_MS;
    expect(feed.nextClose?.('EURUSD', end - 1)).toBe(end);
    expect(feed.nextClose?.('EURUSD', end)).toBeUndefined();
    expect(candlesOf(feed, 'EURUSD', 4).length).toBeGreaterThan(4 * 1_400);
    expect(feed.nextClose?.('EURUSD', end)).toBeUndefined();
  });

  it('starts at the price that is stated', () => {
    const symbols = [{ instrument: EURUSD, startPrice: 2 }];
    const feed = createSyntheticFeed({ seed: 1, symbols, start: MONDAY, days: 1, calendar });
    expect(candlesOf(feed, 'EURUSD', 1)[0]?.open).toBeCloseTo(2, 2);
  });

  it('refuses to make candles without end', () => {
    const inbox = { candles: () => undefined, failed: () => undefined };
    const request = { symbol: 'EURUSD', timeframe: '1', after: 0, until: Infinity } as const;
    expect(() => feedOf(1).request(request, inbox)).toThrow('must be finite');
  });
});
