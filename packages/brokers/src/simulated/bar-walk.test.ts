import { idOf } from '../testing/broker-contract.js';
import { Desk } from '../testing/simulated-desk.js';
import type { BarPath } from './bar-path.js';

type Four = readonly [open: number, high: number, low: number, close: number];

const target = (id: string, price: number, volume = 1) => ({ clientOrderId: idOf(id), price, volume, moveStop: false });

const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ clientOrderId, intent, price }) => [clientOrderId.replace(/^0+/, ''), intent, price]);

/** An entry with a stop 100 pips and a target 50 pips away, and one candle. */
function walked(barPath: BarPath, side: 'buy' | 'sell', price: object, level: number, [open, high, low, close]: Four) {
  const desk = new Desk({}, { barPath });
  const sign = side === 'buy' ? 1 : -1;
  const stopLoss = { clientOrderId: idOf('s'), price: Number((level - sign * 0.01).toFixed(5)) };
  const takeProfits = [target('t', Number((level + sign * 0.005).toFixed(5)))];
  desk[side]('a', { ...price, stopLoss, takeProfits });
  desk.bar(open, high, low, close);
  return desk.fills.map(([intent, , filled]) => [intent, filled]);
}

describe('a position that was opened inside the candle', () => {
  test('reaches no target for pessimists', () => {
    expect(walked('pessimistic', 'buy', { limitPrice: 1.09 }, 1.09, [1.1, 1.12, 1.085, 1.1])).toEqual([
      ['entry', 1.09],
    ]);
  });

  test.each([
    // Up to 1.12 first, so the limit below is filled after it; the close at 1.1 is beyond the target.
    [
      'open_high_low_close',
      'buy',
      { limitPrice: 1.09 },
      1.09,
      [1.1, 1.12, 1.085, 1.1],
      [
        ['entry', 1.09],
        ['target', 1.095],
      ],
    ],
    ['open_high_low_close', 'buy', { limitPrice: 1.09 }, 1.09, [1.1, 1.12, 1.085, 1.094], [['entry', 1.09]]],
    // Entered on the way down, stopped on the same way.
    [
      'open_high_low_close',
      'buy',
      { limitPrice: 1.09 },
      1.09,
      [1.1, 1.12, 1.075, 1.1],
      [
        ['entry', 1.09],
        ['stop', 1.08],
      ],
    ],
    // Stop entry on the way up, and its target on the same way.
    [
      'open_high_low_close',
      'buy',
      { stopPrice: 1.11 },
      1.11,
      [1.1, 1.12, 1.09, 1.1],
      [
        ['entry', 1.11],
        ['target', 1.115],
      ],
    ],
    // Stop entry at the high, its stop at the low.
    [
      'open_high_low_close',
      'buy',
      { stopPrice: 1.11 },
      1.11,
      [1.1, 1.114, 1.09, 1.1],
      [
        ['entry', 1.11],
        ['stop', 1.1],
      ],
    ],
    // The low comes before the entry: only the close can stop it.
    ['open_low_high_close', 'buy', { stopPrice: 1.11 }, 1.11, [1.1, 1.114, 1.09, 1.101], [['entry', 1.11]]],
    [
      'open_low_high_close',
      'buy',
      { stopPrice: 1.11 },
      1.11,
      [1.1, 1.114, 1.09, 1.095],
      [
        ['entry', 1.11],
        ['stop', 1.1],
      ],
    ],
    [
      'open_low_high_close',
      'sell',
      { stopPrice: 1.09 },
      1.09,
      [1.1, 1.11, 1.084, 1.1],
      [
        ['entry', 1.09],
        ['target', 1.085],
      ],
    ],
    [
      'open_low_high_close',
      'sell',
      { stopPrice: 1.09 },
      1.09,
      [1.1, 1.11, 1.086, 1.1],
      [
        ['entry', 1.09],
        ['stop', 1.1],
      ],
    ],
    [
      'nearest_extreme_first',
      'sell',
      { limitPrice: 1.11 },
      1.11,
      [1.1, 1.112, 1.08, 1.09],
      [
        ['entry', 1.11],
        ['target', 1.105],
      ],
    ],
    [
      'nearest_extreme_first',
      'sell',
      { limitPrice: 1.11 },
      1.11,
      [1.1, 1.13, 1.09, 1.1],
      [
        ['entry', 1.11],
        ['stop', 1.12],
      ],
    ],
    // An open beyond the level fills there, and the target measured from the level comes on the way.
    [
      'open_high_low_close',
      'buy',
      { stopPrice: 1.11 },
      1.11,
      [1.112, 1.12, 1.09, 1.1],
      [
        ['entry', 1.112],
        ['target', 1.115],
      ],
    ],
    [
      'open_high_low_close',
      'buy',
      {},
      1.1,
      [1.1, 1.106, 1.08, 1.1],
      [
        ['entry', 1.1],
        ['target', 1.105],
      ],
    ],
  ] as const)('%s, %s %p at %p: %p gives %p', (path, side, price, level, bar, wanted) => {
    expect(walked(path, side, price, level, bar)).toEqual(wanted);
  });

  test('has no gain from a target on the wrong side of its entry', () => {
    const [long, short] = (['buy', 'sell'] as const).map((side) => {
      const desk = new Desk({}, { barPath: side === 'buy' ? 'open_low_high_close' : 'open_high_low_close' });
      const sign = side === 'buy' ? 1 : -1;
      desk[side]('a', { limitPrice: 1.1 - sign * 0.01, takeProfits: [target('t', 1.1 - sign * 0.02)] });
      desk.bar(1.1, side === 'buy' ? 1.1 : 1.115, side === 'buy' ? 1.085 : 1.1, 1.1);
      return desk.fills.map(([, , price]) => price);
    });
    expect([long, short]).toEqual([
      [1.09, 1.09],
      [1.11, 1.11],
    ]);
  });

  test('has no gain from a stop on the wrong side of its entry', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    desk.buy('a', { limitPrice: 1.09, stopLoss: { clientOrderId: idOf('s'), price: 1.095 } });
    desk.bar(1.1, 1.1, 1.08, 1.1);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.09],
      ['stop', 'sell', 1.09],
    ]);
  });
});

describe('on the way through a candle', () => {
  test('orders come before positions at each price, orders in the order of arrival, positions oldest first', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    desk.buy('a', { takeProfits: [target('t', 1.105)] });
    desk.buy('b', { takeProfits: [target('u', 1.104)] });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.sell('c', { limitPrice: 1.109 });
    desk.sell('d', { limitPrice: 1.101 });
    desk.buy('e', { limitPrice: 1.095 });
    desk.bar(1.1, 1.11, 1.09, 1.1);
    expect(fillsOf(desk).slice(2)).toEqual([
      ['c', 'entry', 1.109],
      ['d', 'entry', 1.101],
      ['t', 'target', 1.105],
      ['u', 'target', 1.104],
      ['e', 'entry', 1.095],
    ]);
  });

  test('a stop-limit order whose limit is behind its stop is filled when the price comes back', () => {
    const order = { stopPrice: 1.105, limitPrice: 1.1, takeProfits: [target('t', 1.102)] };
    const [back, away] = (['open_high_low_close', 'open_low_high_close'] as const).map((barPath) => {
      const desk = new Desk({}, { barPath });
      desk.buy('a', order);
      desk.bar(1.101, 1.11, 1.095, 1.1015);
      return desk.fills;
    });
    expect(back).toEqual([['entry', 'buy', 1.1]]);
    expect(away).toEqual([]);
  });

  test('both sides have their own prices: a buy is matched on the ask, its stop and target on the bid', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    desk.buy('a', {
      stopPrice: 1.11,
      stopLoss: { clientOrderId: idOf('s'), price: 1.09 },
      takeProfits: [target('t', 1.115)],
    });
    desk.quote([1.1, 1.1149, 1.09, 1.095], [1.1002, 1.1152, 1.0902, 1.0952]);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.11],
      ['stop', 'sell', 1.09],
    ]);
  });

  test('which extreme is nearer is seen on the published candle', () => {
    const desk = new Desk({}, { barPath: 'nearest_extreme_first' });
    desk.buy('a', { stopLoss: { clientOrderId: idOf('s'), price: 1.09 }, takeProfits: [target('t', 1.11)] });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    // The candle of `quote` is flat, so the low comes first, however near the high of the bid is.
    desk.quote([1.1, 1.111, 1.08, 1.1], [1.1, 1.111, 1.08, 1.1]);
    expect(desk.fills[1]).toEqual(['stop', 'sell', 1.09]);
  });

  test('times are those of the open at the open, and of the close after it', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    desk.buy('a', { limitPrice: 1.105 });
    desk.buy('b', { limitPrice: 1.095 });
    desk.bar(1.1, 1.11, 1.09, 1.1);
    expect(desk.answers.fills.map(({ filledAt }) => filledAt)).toEqual([0, 60_000]);
  });

  test('an order that was submitted while the candle passes waits for the next one', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    const { answers, broker } = desk;
    const inbox = Object.assign(Object.create(answers) as typeof answers, {
      filled(fill: Parameters<typeof answers.filled>[0]) {
        answers.filled(fill);
        if (answers.fills.length === 1) desk.buy('b', { limitPrice: 1.1 });
      },
    });
    broker.connect(inbox);
    desk.buy('a');
    desk.bar(1.1, 1.11, 1.09, 1.1);
    expect(fillsOf(desk)).toEqual([['a', 'entry', 1.1]]);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    expect(fillsOf(desk)).toHaveLength(2);
  });

  test('latency and orders that do not wait count candles, not prices', () => {
    const friction = {
      volumeLimit: 0,
      slippageModel: 'fixed',
      latencyBars: 1,
      latencyMs: 0,
      rejectPercent: 0,
      seed: 0,
    } as const;
    const desk = new Desk({}, { barPath: 'open_high_low_close', friction });
    desk.buy('a');
    desk.buy('b', { limitPrice: 1.09, timeInForce: 'IOC' });
    desk.buy('c', { stopPrice: 1.105 });
    desk.bar(1.1, 1.11, 1.08, 1.1);
    expect(desk.fills).toEqual([]);
    desk.bar(1.1, 1.11, 1.08, 1.1);
    expect(fillsOf(desk)).toEqual([
      ['a', 'entry', 1.1],
      ['c', 'entry', 1.105],
    ]);
    expect(desk.answers.orders).toContain(`canceled ${idOf('b')}`);
  });

  test('the account is looked at with the price of each extreme, after the stops on the way there', () => {
    const margin = { leverage: 100, callLevel: 100, stopOutLevel: 50 };
    const runs = [{}, { stopLoss: { clientOrderId: idOf('s'), price: 1.099 } }].map((protection) => {
      const desk = new Desk({}, { barPath: 'open_low_high_close', margin });
      desk.buy('a', { volume: 5, ...protection });
      desk.bar(1.1, 1.1, 1.1, 1.1);
      desk.bar(1.1, 1.1, 1.08, 1.1);
      return desk.fills[1];
    });
    expect(runs).toEqual([
      ['stop_out', 'sell', 1.08],
      ['stop', 'sell', 1.099],
    ]);
  });

  test('what a fill leaves is told at the price that the candle has reached', () => {
    const desk = new Desk({}, { barPath: 'open_high_low_close' });
    desk.buy('a', { volume: 1 });
    desk.buy('b', { limitPrice: 1.095 });
    desk.bar(1.1, 1.11, 1.09, 1.1);
    const told = desk.answers.accounts.filter(({ cause }) => cause === 'fill').map(({ openProfit }) => openProfit);
    // At the low a is 1,000 and b 500 below its entry.
    expect(told).toEqual([0, -1_500]);
  });
});
