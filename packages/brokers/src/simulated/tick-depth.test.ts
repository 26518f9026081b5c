import { idOf } from '../testing/broker-contract.js';
import { Desk } from '../testing/simulated-desk.js';

const BY_TICKS = { lots: 0, ticksBeyond: 1, levels: 1, isOfTicks: true };
const fillsOf = ({ answers }: Desk) => answers.fills.map(({ intent, price, volume }) => [intent, price, volume]);

test('an order gets the volume of the tick that fills it at its price, and the rest a tick worse', () => {
  const desk = Desk.ofTicks({ depth: BY_TICKS });
  desk.buy('a', { volume: 3 });
  desk.ticks([
    [1, 1.1, 1.1002, 1.25],
    [2, 1.2, 1.2002, 9],
  ]);
  expect(fillsOf(desk)).toEqual([
    ['entry', 1.1002, 1.25],
    ['entry', 1.10021, 1.75],
  ]);
});

test('of a stop loss it is that of the tick that reaches it', () => {
  const desk = Desk.ofTicks({ depth: BY_TICKS });
  desk.buy('a', { volume: 2, stopLoss: { clientOrderId: idOf('s'), price: 1.09 } });
  desk.ticks([
    [1, 1.1, undefined, 5],
    [2, 1.085, undefined, 0.5],
  ]);
  expect(fillsOf(desk).slice(1)).toEqual([
    ['stop', 1.085, 0.5],
    ['stop', 1.08499, 1.5],
  ]);
});

test('an order at the newest price gets that of the newest tick, whatever the candles before it found to do', () => {
  const desk = Desk.ofTicks({ depth: BY_TICKS }, { marketFill: 'newest_price' });
  desk.ticks([
    [1, 1.1, 1.1002, 4],
    [2, 1.1, 1.1002, 0.5],
  ]);
  desk.buy('a', { volume: 2 });
  desk.ticks([
    [1, 1.2, 1.2002, 7],
    [59, 1.3, 1.3002, 1.5],
  ]);
  desk.exit('x', 'a', { volume: 2 });
  expect(fillsOf(desk)).toEqual([
    ['entry', 1.1002, 0.5],
    ['entry', 1.10021, 1.5],
    ['exit', 1.3, 1.5],
    ['exit', 1.29999, 0.5],
  ]);
});

test.each([
  ['all where no lots are given', 0, [['entry', 1.1, 3]]],
  [
    'those that are given',
    2,
    [
      ['entry', 1.1, 2],
      ['entry', 1.10001, 1],
    ],
  ],
])('a tick that tells no volume, or 0, has %s', (_what, lots, wanted) => {
  for (const volume of [undefined, 0]) {
    const desk = Desk.ofTicks({ depth: { ...BY_TICKS, lots } });
    desk.buy('a', { volume: 3 });
    desk.ticks([volume === undefined ? [1, 1.1] : [1, 1.1, undefined, volume]]);
    expect(fillsOf(desk)).toEqual(wanted);
  }
});

test('candles without ticks have the lots that are given', () => {
  const desk = new Desk({ depth: { ...BY_TICKS, lots: 2 } });
  desk.buy('a', { volume: 3 });
  desk.bar(1.1, 1.1, 1.1, 1.1);
  expect(fillsOf(desk)).toEqual([
    ['entry', 1.1, 2],
    ['entry', 1.10001, 1],
  ]);
});
