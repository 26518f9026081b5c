import { Desk } from '../testing/simulated-desk.js';
import type { SpreadWindow } from './session-spread.js';
import { sessionSpread } from './session-spread.js';

const window = (from: string, to: string, pips: number, timeZone = 'UTC'): SpreadWindow => ({
  from,
  to,
  timeZone,
  pips,
});
const at = (text: string): number => Date.parse(text);

test('a window holds from its beginning to before its end, over midnight too, and the first that fits counts', () => {
  const spread = sessionSpread([window('21:00', '23:00', 8), window('22:30', '01:15', 4)], 1);
  const cases = [
    ['2025-01-06T20:59:59Z', 1],
    ['2025-01-06T21:00:00Z', 8],
    ['2025-01-06T22:59:59Z', 8],
    ['2025-01-06T23:00:00Z', 4],
    ['2025-01-07T00:00:00Z', 4],
    ['2025-01-07T01:14:00Z', 4],
    ['2025-01-07T01:15:00Z', 1],
    ['1969-12-31T21:30:00Z', 8],
  ] as const;
  expect(cases.map(([time]) => [time, spread(at(time))])).toEqual(cases);
});

test('its times are those of its zone, on both sides of a change of the clocks', () => {
  const spread = sessionSpread([window('17:00', '18:00', 6, 'America/New_York')], 1);
  const hours = ['2025-03-07T21:30Z', '2025-03-07T22:30Z', '2025-03-10T21:30Z', '2025-03-10T22:30Z'];
  expect(hours.map((time) => spread(at(time)))).toEqual([1, 6, 6, 1]);
  // On the day of the change itself, 2025-03-09, clocks go from 02:00 to 03:00 at 07:00 UTC.
  const early = sessionSpread([window('01:00', '04:00', 6, 'America/New_York')], 1);
  const around = ['2025-03-09T05:30Z', '2025-03-09T06:30Z', '2025-03-09T07:30Z', '2025-03-09T08:30Z'];
  expect(around.map((time) => early(at(time)))).toEqual([1, 6, 6, 1]);
});

test('a window from a time to the same time never holds', () => {
  expect(sessionSpread([window('10:00', '10:00', 6)], 1)(at('2025-01-06T10:00Z'))).toBe(1);
});

describe('at the venue', () => {
  const spreadBySession = [window('00:02', '00:03', 20)];

  test('a candle that opens in a window has its spread, on every price of it', () => {
    const desk = new Desk({ spreadPips: 2, spreadBySession });
    expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.0002, 10);
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.buy('b');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.buy('c');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.002, 10);
    // Three lots that could be sold 10 pips below: -110, -110 and -200.
    expect(desk.account).toMatchObject({ openProfit: -420 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.0002, 10);
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.1001, 1.1001, 1.101]);
  });

  test('the newest spread is shown where nothing waits and nothing is open, too', () => {
    const desk = new Desk({ spreadPips: 2, spreadBySession });
    const spreads = [0, 1, 2, 3].map(() => {
      desk.bar(1.1, 1.1, 1.1, 1.1);
      return Number((desk.broker.spreadOf?.('EURUSD') ?? NaN).toFixed(8));
    });
    expect(spreads).toEqual([0.0002, 0.0002, 0.002, 0.0002]);
  });

  test('quotes are used as they stand', () => {
    const desk = new Desk({ spreadPips: 2, spreadBySession });
    desk.goTo(2);
    desk.buy('a');
    desk.quote([1.1, 1.1, 1.1, 1.1], [1.1001, 1.1001, 1.1001, 1.1001]);
    expect(desk.fills).toEqual([['entry', 'buy', 1.1001]]);
    expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.0001, 10);
  });
});
