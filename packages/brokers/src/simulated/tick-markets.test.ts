import type { Fill } from '@q/events';
import { idOf, orderOf } from '../testing/broker-contract.js';
import { Desk, instrument, MINUTE_MS } from '../testing/simulated-desk.js';

const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, price, volume, filledAt }) => [intent, price, volume, filledAt / 1_000]);

describe('trades', () => {
  test('have half the configured spread to either side', () => {
    const desk = Desk.ofTicks({ spreadPips: 2, slippagePips: 0.5 });
    desk.buy('a', { takeProfits: [{ clientOrderId: idOf('t'), price: 1.11, volume: 1, moveStop: false }] });
    desk.sell('b', { limitPrice: 1.11 });
    desk.ticks([
      [3, 1.1],
      [4, 1.11009],
      [5, 1.1101],
    ]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.10015, 1, 3],
      ['entry', 1.11, 1, 5],
      ['target', 1.11, 1, 5],
    ]);
    expect(desk.broker.spreadOf?.('EURUSD')).toBeCloseTo(0.0002, 10);
  });

  test('the spread is that of the candle’s window', () => {
    const night = { from: '00:01', to: '00:02', timeZone: 'UTC', pips: 10 };
    const desk = Desk.ofTicks({ spreadPips: 2, spreadBySession: [night] });
    for (const id of ['a', 'b']) {
      desk.buy(id);
      desk.ticks([[59, 1.1]]);
    }
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.1001, 1.1005]);
  });
});

test('several symbols: all ticks of a candle of one pass before those of the next; money is turned over at closes before', () => {
  const desk = Desk.ofTicks({}, { instruments: { EURGBP: instrument('EURGBP'), GBPUSD: instrument('GBPUSD') } });
  desk.ticks([[0, 1.25, 1.25]], 'GBPUSD');
  desk.goTo(1);
  desk.buy('p', { symbol: 'GBPUSD' });
  desk.buy('a', { symbol: 'EURGBP', ...stop(0.84) });
  desk.goTo(1);
  desk.ticks(
    [
      [1, 1.26, 1.26],
      [50, 1.5, 1.5],
    ],
    'GBPUSD',
  );
  desk.goTo(1);
  desk.ticks(
    [
      [0, 0.85, 0.85],
      [2, 0.83, 0.83],
    ],
    'EURGBP',
  );
  const of = ({ symbol, intent, price, filledAt, profit }: Fill) => [symbol, intent, price, filledAt / 1_000, profit];
  // 0.02 * 100,000 pounds, at 1.25: the 1.5 of the candle is not known at 62 s.
  expect(desk.answers.fills.map(of)).toEqual([
    ['GBPUSD', 'entry', 1.26, 61, 0],
    ['EURGBP', 'entry', 0.85, 60, 0],
    ['EURGBP', 'stop', 0.83, 62, -2_500],
  ]);
});

test('swaps are booked before the first tick of a candle, at the prices before', () => {
  const desk = Desk.ofTicks(
    { swap: { long: 10, short: 0, unit: 'points' } },
    { rollover: { time: '00:00', timeZone: 'UTC' } },
  );
  desk.goTo(1_439);
  desk.broker.submit(orderOf('a', { symbol: 'USDJPY' }));
  desk.ticks(
    [
      [0, 150, 150],
      [59, 149.99, 149.99],
    ],
    'USDJPY',
  );
  desk.ticks([[30, 160, 160]], 'USDJPY');
  const swaps = desk.answers.accounts.filter(({ cause }) => cause === 'swap');
  // 1,000 yen / 149.99 = 6.667.
  expect(swaps.map(({ at, swap }) => [at / MINUTE_MS, swap?.amount])).toEqual([[1_440, 6.67]]);
});

test('an order that comes, and a stop that is moved, while a candle passes count from the next candle on', () => {
  const desk = Desk.ofTicks();
  const { answers, broker } = desk;
  const inbox = Object.assign(Object.create(answers) as typeof answers, {
    filled(fill: Fill) {
      answers.filled(fill);
      if (answers.fills.length !== 1) return;
      desk.buy('b');
      broker.moveStop(idOf('s'), 1.099);
    },
  });
  broker.connect(inbox);
  desk.buy('a', stop(1.09));
  desk.ticks([
    [0, 1.1, 1.1],
    [1, 1.095, 1.095],
  ]);
  expect(fillsOf(desk)).toEqual([['entry', 1.1, 1, 0]]);
  desk.ticks([[2, 1.095, 1.095]]);
  expect(fillsOf(desk).slice(1)).toEqual([
    ['entry', 1.095, 1, 62],
    ['stop', 1.095, 1, 62],
  ]);
});
