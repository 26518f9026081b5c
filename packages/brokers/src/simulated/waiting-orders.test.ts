import { idOf } from '../testing/broker-contract.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';

const stop = (price: number, id = 's') => ({ stopLoss: { clientOrderId: idOf(id), price } });
const targets = (...list: readonly (readonly [price: number, volume: number])[]) => ({
  takeProfits: list.map(([price, volume], index) => ({
    clientOrderId: idOf(`t${index}`),
    price,
    volume,
    moveStop: false,
  })),
});

describe('limit orders', () => {
  test.each([
    ['inside the bar, at its price', [1.1, 1.11, 1.08, 1.1], 1.09, 2 * MINUTE_MS],
    ['touched to the point', [1.1, 1.1, 1.09, 1.1], 1.09, 2 * MINUTE_MS],
    ['at the better open where the bar gaps through it', [1.07, 1.08, 1.06, 1.07], 1.07, MINUTE_MS],
  ] as const)('buy %s', (_what, [open, high, low, close], price, filledAt) => {
    const desk = new Desk();
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.buy('a', { limitPrice: 1.09 });
    desk.bar(open, high, low, close);
    expect(desk.answers.fills).toMatchObject([{ intent: 'entry', side: 'buy', price, filledAt }]);
  });

  test('sell as the mirror image', () => {
    const desk = new Desk();
    desk.sell('a', { limitPrice: 1.11 });
    desk.bar(1.1, 1.10999, 1.08, 1.1);
    expect(desk.fills).toEqual([]);
    desk.bar(1.1, 1.12, 1.08, 1.1);
    expect(desk.fills).toEqual([['entry', 'sell', 1.11]]);
  });

  test('wait until the ask, not the middle, is at their price, and slip by nothing', () => {
    const desk = new Desk({ spreadPips: 2, slippagePips: 1 });
    desk.buy('a', { limitPrice: 1.09 });
    desk.bar(1.1, 1.1, 1.08991, 1.1);
    expect(desk.fills).toEqual([]);
    desk.bar(1.1, 1.1, 1.0899, 1.1);
    expect(desk.fills).toEqual([['entry', 'buy', 1.09]]);
  });

  test('end with the first candle that opens at their end or later, even where it would have filled them', () => {
    const desk = new Desk();
    desk.buy('a', { limitPrice: 1.09, expiresAt: 2 * MINUTE_MS });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.bar(1.1, 1.1, 1.0, 1.1);
    expect(desk.answers.orders).toEqual([`accepted ${idOf('a')}`, `expired ${idOf('a')}`]);
  });

  test('can be taken back while they wait', () => {
    const desk = new Desk();
    desk.buy('a', { limitPrice: 1.09 });
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.broker.cancel(idOf('a'));
    desk.bar(1.1, 1.1, 1.0, 1.1);
    expect(desk.answers.orders).toEqual([`accepted ${idOf('a')}`, `canceled ${idOf('a')}`]);
  });

  test('that fill inside a bar may be stopped in it, but reach no target: the high may have come first', () => {
    const desk = new Desk();
    desk.buy('a', { limitPrice: 1.09, ...targets([1.1, 1]) });
    desk.buy('b', { limitPrice: 1.09, ...stop(1.08) });
    desk.bar(1.1, 1.12, 1.07, 1.09);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.09],
      ['entry', 'buy', 1.09],
      ['stop', 'sell', 1.08],
    ]);
    desk.bar(1.09, 1.1, 1.09, 1.1);
    expect(desk.fills.slice(3)).toEqual([['target', 'sell', 1.1]]);
  });
});

describe('several targets', () => {
  test('close their parts, nearest first, and the last one whatever is left', () => {
    const desk = new Desk({ commissionPerLot: 1 });
    desk.buy('a', { volume: 1, ...targets([1.11, 0.5], [1.12, 0.3], [1.13, 0.1]) });
    desk.bar(1.1, 1.115, 1.1, 1.11);
    desk.bar(1.11, 1.135, 1.11, 1.13);
    const parts = desk.answers.fills.map(({ intent, price, volume, clientOrderId }) => [
      intent,
      price,
      volume,
      clientOrderId,
    ]);
    expect(parts).toEqual([
      ['entry', 1.1, 1, idOf('a')],
      ['target', 1.11, 0.5, idOf('t0')],
      ['target', 1.12, 0.3, idOf('t1')],
      ['target', 1.13, 0.2, idOf('t2')],
    ]);
    // 0.5 lots * 0.01 + 0.3 * 0.02 + 0.2 * 0.03, each * 100,000; a dollar for each lot in and out.
    expect(desk.account).toMatchObject({ balance: 10_000 + 500 + 600 + 600 - 2, openProfit: 0 });
  });

  test('none is taken in a bar that reaches the stop, which closes all that is left', () => {
    const desk = new Desk();
    desk.sell('a', { volume: 1, ...stop(1.11), ...targets([1.09, 0.6], [1.08, 0.4]) });
    desk.bar(1.1, 1.1, 1.09, 1.09);
    desk.bar(1.09, 1.12, 1.07, 1.1);
    expect(desk.answers.fills.map(({ intent, volume }) => [intent, volume])).toEqual([
      ['entry', 1],
      ['target', 0.6],
      ['stop', 0.4],
    ]);
  });
});

describe('a stop that is moved', () => {
  test('works at its new price from then on', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.05));
    desk.bar(1.1, 1.12, 1.1, 1.12);
    desk.broker.moveStop(idOf('s'), 1.1);
    desk.bar(1.12, 1.12, 1.09, 1.1);
    expect(desk.fills.slice(1)).toEqual([['stop', 'sell', 1.1]]);
  });

  test('to beyond the market is filled at the next open', () => {
    const desk = new Desk();
    desk.buy('a', stop(1.05));
    desk.bar(1.1, 1.12, 1.1, 1.1);
    desk.broker.moveStop(idOf('s'), 1.11);
    desk.bar(1.1, 1.12, 1.09, 1.1);
    expect(desk.fills.slice(1)).toEqual([['stop', 'sell', 1.1]]);
  });
});

describe('a netting account', () => {
  const netting = (): Desk => new Desk({}, { positionMode: 'netting' });

  test('adds an entry in the same direction to the position, whose stop is then the new one', () => {
    const desk = netting();
    desk.buy('a', stop(1.0, 's1'));
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.buy('b', { volume: 3, ...stop(1.08, 's2') });
    desk.bar(1.14, 1.14, 1.14, 1.14);
    desk.bar(1.1, 1.1, 1.07, 1.1);
    expect(
      desk.answers.fills.map(({ positionId, intent, price, volume }) => [positionId, intent, price, volume]),
    ).toEqual([
      [idOf('a'), 'entry', 1.1, 1],
      [idOf('a'), 'entry', 1.14, 3],
      [idOf('a'), 'stop', 1.08, 4],
    ]);
    // The mean entry is 1.13: 4 lots lose 0.05 each.
    expect(desk.answers.fills[2]?.profit).toBe(-20_000);
  });

  test('closes with an entry in the other direction, and opens what is left of it', () => {
    const desk = netting();
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    desk.sell('b', { volume: 0.4 });
    desk.bar(1.11, 1.11, 1.11, 1.11);
    desk.sell('c', { volume: 1 });
    desk.bar(1.12, 1.12, 1.12, 1.12);
    const told = desk.answers.fills.map(({ clientOrderId, positionId, volume, profit, remaining }) => {
      return [clientOrderId, positionId, volume, profit, remaining];
    });
    expect(told).toEqual([
      [idOf('a'), idOf('a'), 1, 0, 0],
      [idOf('b'), idOf('a'), 0.4, 400, 0],
      [idOf('c'), idOf('a'), 0.6, 1_200, 0.4],
      [idOf('c'), idOf('c'), 0.4, 0, 0],
    ]);
  });

  test('reaches no target in the candle in which a limit entry brought it', () => {
    const desk = netting();
    desk.buy('a');
    desk.bar(1.1, 1.1, 1.1, 1.1);
    const takeProfits = [{ clientOrderId: idOf('t'), price: 1.105, volume: 2, moveStop: false }];
    desk.buy('b', { limitPrice: 1.095, takeProfits });
    desk.bar(1.1, 1.11, 1.09, 1.1);
    expect(desk.fills).toEqual([
      ['entry', 'buy', 1.1],
      ['entry', 'buy', 1.095],
    ]);
    desk.bar(1.1, 1.11, 1.1, 1.1);
    expect(desk.fills[2]).toEqual(['target', 'sell', 1.105]);
  });

  test('nothing happens to a position before it was opened', () => {
    const desk = netting();
    desk.bar(1.1, 1.1, 1.1, 1.1);
    // The first is filled inside the next candle, the second at its open, and it is looked at behind the first.
    desk.buy('a', { stopPrice: 1.11 });
    desk.sell('b', { stopPrice: 1.105, volume: 3 });
    desk.bar(1.1, 1.12, 1.1, 1.1);
    const told = desk.answers.fills.map(({ clientOrderId, positionId, price, filledAt }) => {
      return [clientOrderId, positionId, price, filledAt];
    });
    expect(told).toEqual([
      [idOf('a'), idOf('a'), 1.11, 2 * MINUTE_MS],
      [idOf('b'), idOf('a'), 1.1, 2 * MINUTE_MS],
      [idOf('b'), idOf('b'), 1.1, 2 * MINUTE_MS],
    ]);
  });
});
