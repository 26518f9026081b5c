import { idOf } from '../testing/broker-contract.js';
import type { DeskTick } from '../testing/simulated-desk.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

const stop = (price: number, id = 's') => ({ stopLoss: { clientOrderId: idOf(id), price } });
const targets = (...list: readonly (readonly [price: number, volume: number])[]) => ({
  takeProfits: list.map(([price, volume], at) => ({ clientOrderId: idOf(`t${at}`), price, volume, moveStop: false })),
});

/** What was filled, at which price, and how many seconds after the beginning. */
const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, side, price, filledAt }) => [intent, side, price, filledAt / 1_000]);

const calm: readonly DeskTick[] = [[0, 1.1, 1.1002]];

describe('stops and targets', () => {
  const cases: readonly (readonly [string, object, readonly DeskTick[], readonly (string | number)[]])[] = [
    ['a stop that the price has jumped over', stop(1.09), [[70, 1.08, 1.0802]], ['stop', 'sell', 1.0799, 70]],
    [
      'a stop that the price comes to',
      stop(1.09),
      [
        [70, 1.09001, 1.1],
        [71, 1.09, 1.1],
      ],
      ['stop', 'sell', 1.0899, 71],
    ],
    ['a target that the price has jumped over', targets([1.11, 1]), [[70, 1.12, 1.1202]], ['target', 'sell', 1.11, 70]],
    [
      'a target that the price comes to',
      targets([1.11, 1]),
      [
        [70, 1.1099, 1.12],
        [71, 1.11, 1.12],
      ],
      ['target', 'sell', 1.11, 71],
    ],
    [
      'whichever comes first',
      { ...stop(1.09), ...targets([1.11, 1]) },
      [
        [70, 1.12, 1.13],
        [71, 1.08, 1.09],
      ],
      ['target', 'sell', 1.11, 70],
    ],
  ];

  test.each(cases)('%s is filled: a stop where the price is, a target at its own', (_what, levels, ticks, wanted) => {
    const desk = Desk.ofTicks({ slippagePips: 1 });
    desk.buy('a', levels);
    desk.ticks(calm);
    desk.ticks(ticks.map(([second, ...sides]) => [second - 60, ...sides]));
    expect(fillsOf(desk).slice(1)).toEqual([wanted]);
  });

  test('of a short position are reached by the ask', () => {
    const desk = Desk.ofTicks();
    desk.sell('a', stop(1.11));
    desk.sell('b', targets([1.09, 1]));
    desk.ticks([...calm, [1, 1.1099, 1.1101], [2, 1.0899, 1.0901], [3, 1.08, 1.0802]]);
    expect(fillsOf(desk).slice(2)).toEqual([
      ['stop', 'buy', 1.1101, 1],
      ['target', 'buy', 1.09, 3],
    ]);
  });

  test('several targets that one tick is beyond get their own prices, the nearest first', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', { volume: 1, ...targets([1.11, 0.5], [1.12, 0.3], [1.13, 0.2]) });
    desk.ticks([...calm, [30, 1.125, 1.126]]);
    expect(desk.answers.fills.slice(1).map(({ price, volume }) => [price, volume])).toEqual([
      [1.11, 0.5],
      [1.12, 0.3],
    ]);
  });

  test('a position is opened, and stopped by a later tick of the candle', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', { limitPrice: 1.09, ...stop(1.08), ...targets([1.1, 1]) });
    desk.ticks([...calm, [1, 1.0895, 1.09], [2, 1.079, 1.0795], [3, 1.2, 1.3]]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 'buy', 1.09, 1],
      ['stop', 'sell', 1.079, 2],
    ]);
  });

  test('by the tick that opens a position it may be stopped too, and it gets the price of the tick at its target', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', stop(1.15));
    desk.buy('b', targets([1.05, 1]));
    desk.ticks([[4, 1.1, 1.1002]]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 'buy', 1.1002, 4],
      ['entry', 'buy', 1.1002, 4],
      ['stop', 'sell', 1.1, 4],
      ['target', 'sell', 1.1, 4],
    ]);
  });

  test('a target is not yet in the market at other ticks of the time of its entry', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', targets([1.11, 1]));
    desk.ticks([...calm, [0, 1.12, 1.1202]]);
    desk.buy('b', targets([1.11, 1]));
    desk.ticks([...calm, [0.001, 1.12, 1.1202]]);
    expect(desk.fills.flatMap(([intent, , price]) => (intent === 'target' ? [price] : []))).toEqual([1.12, 1.11]);
  });

  test('the oldest position goes first; its stop before its targets', () => {
    const desk = Desk.ofTicks();
    desk.buy('a', { ...stop(1.11, 'sa'), ...targets([1.12, 1]) });
    desk.buy('b', targets([1.12, 1]));
    desk.ticks([[0, 1.115, 1.1152]]);
    // At 1.11 neither is reached; the stop and the target of a have changed places with the market here.
    desk.ticks([[0, 1.1, 1.1002]]);
    expect(desk.answers.fills.slice(2).map(({ clientOrderId }) => clientOrderId)).toEqual([idOf('sa')]);
    expect(desk.answers.fills.slice(2)[0]).toMatchObject({ price: 1.1, filledAt: MINUTE_MS });
  });
});

test.each(['pessimistic', 'open_high_low_close', 'nearest_extreme_first'] as const)(
  'the ticks go as they go, whatever broker.bar_path says: %s',
  (barPath) => {
    const desk = Desk.ofTicks({}, { barPath });
    desk.buy('a', { limitPrice: 1.09, ...stop(1.08), ...targets([1.11, 1]) });
    desk.ticks([...calm, [1, 1.085, 1.0852], [2, 1.12, 1.1202], [3, 1.07, 1.0702]]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 'buy', 1.09, 1],
      ['target', 'sell', 1.11, 2],
    ]);
  },
);
