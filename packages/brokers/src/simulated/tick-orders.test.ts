import { idOf } from '../testing/broker-contract.js';
import type { DeskTick } from '../testing/simulated-desk.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';
import type { FrictionTerms } from './market-friction.js';
import { NO_FRICTION } from './market-friction.js';

const friction = (terms: Partial<FrictionTerms>) => ({ friction: { ...NO_FRICTION, ...terms } });
const stop = (price: number) => ({ stopLoss: { clientOrderId: idOf('s'), price } });
const fillsOf = ({ answers }: Desk) =>
  answers.fills.map(({ intent, price, volume, filledAt }) => [intent, price, volume, filledAt / 1_000]);
const told = (desk: Desk): readonly string[] => desk.answers.orders.map((one) => one.replace(/ 0+/, ' '));

/** A tick a second from the open on, whose bid is a pip higher each time; without spread. */
const rising = (count: number): readonly DeskTick[] =>
  Array.from({ length: count }, (_, second) => {
    const price = Math.round(11_000 + second) / 1e4;
    return [second, price, price];
  });

describe('the end of an order', () => {
  test('is with the first tick at its time, in the middle of a candle', () => {
    for (const [expiresAt, wanted] of [
      [2_000, 'expired a'],
      [2_001, 'filled a'],
    ] as const) {
      const desk = Desk.ofTicks();
      desk.buy('a', { stopPrice: 1.1002, expiresAt, timeInForce: 'GTD' });
      desk.ticks(rising(4));
      expect(told(desk)).toEqual(['accepted a', wanted]);
    }
  });

  test('of a day is its rollover', () => {
    const desk = Desk.ofTicks({}, { rollover: { time: '00:00', timeZone: 'UTC' } });
    const lastMinute = 1_439;
    desk.goTo(lastMinute);
    for (const id of ['a', 'b']) desk.buy(id, { limitPrice: id === 'a' ? 1.09 : 1.08, timeInForce: 'DAY' });
    desk.ticks([
      [58, 1.1, 1.1],
      [59.999, 1.09, 1.09],
    ]);
    desk.ticks([[0, 1.07, 1.07]]);
    expect(told(desk).slice(2)).toEqual(['filled a', 'expired b']);
  });

  test.each(['IOC', 'FOK'] as const)('with %s is the first tick that it takes part in', (timeInForce) => {
    const desk = Desk.ofTicks({}, friction({ latencyMs: 1_500 }));
    desk.buy('a', { limitPrice: 1.1003, timeInForce });
    desk.buy('b', { limitPrice: 1.1001, timeInForce });
    desk.buy('c', { timeInForce });
    desk.ticks([...rising(4), [5, 1.09, 1.09]]);
    expect(told(desk).slice(3)).toEqual(['filled c', 'filled a', 'canceled b']);
    expect(desk.answers.fills.map(({ price }) => price)).toEqual([1.1002, 1.1002]);
  });
});

describe('latency', () => {
  test('in milliseconds ends inside a candle', () => {
    const desk = Desk.ofTicks({}, friction({ latencyMs: 1_500 }));
    desk.buy('a', { decidedAt: 500 });
    desk.buy('b', { decidedAt: 501 });
    desk.buy('c', { limitPrice: 1.2, decidedAt: 501 });
    desk.ticks(rising(5));
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.1002, 1, 2],
      ['entry', 1.1003, 1, 3],
      // Nobody saw it before: it gets the price that is there.
      ['entry', 1.1003, 1, 3],
    ]);
  });

  test('in candles ends with a candle; both hold where both are set', () => {
    const desk = Desk.ofTicks({}, friction({ latencyBars: 2, latencyMs: 121_000 }));
    desk.buy('a');
    for (let candle = 0; candle < 3; candle += 1) desk.ticks(rising(5));
    expect(fillsOf(desk)).toEqual([['entry', 1.1001, 1, 121]]);
  });

  test('is no time in which a limit waits in the market', () => {
    const desk = Desk.ofTicks({}, friction({ latencyBars: 1 }));
    desk.buy('a', { limitPrice: 1.09 });
    desk.ticks(rising(2));
    desk.ticks([[0, 1.08, 1.08]]);
    expect(fillsOf(desk)).toEqual([['entry', 1.08, 1, 60]]);
  });
});

describe('a limit of volume', () => {
  test('is that of the candle for all its ticks; the rest of a limit goes on at its price', () => {
    const desk = Desk.ofTicks({}, friction({ volumeLimit: 0.1 }));
    desk.volume = 8;
    desk.buy('m', { volume: 0.5 });
    desk.buy('a', { volume: 1, limitPrice: 1.1001 });
    desk.ticks(rising(3));
    desk.volume = 100;
    desk.ticks([[7, 1.08, 1.08]]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.1, 0.5, 0],
      ['entry', 1.1, 0.3, 0],
      ['entry', 1.1001, 0.7, 67],
    ]);
  });

  test('the rest of an entry whose position a tick has stopped is canceled by the next tick', () => {
    const desk = Desk.ofTicks({}, friction({ volumeLimit: 0.1 }));
    desk.volume = 5;
    desk.buy('a', { volume: 2, ...stop(1.09) });
    desk.ticks([
      [0, 1.1, 1.1],
      [1, 1.08, 1.08],
      [2, 1.08, 1.08],
    ]);
    expect(told(desk)).toEqual(['accepted a', 'filled a', 'filled s', 'canceled a']);
  });

  test('a share of the volume of the candle slips at every tick of it', () => {
    const desk = Desk.ofTicks({ slippagePips: 10 }, friction({ slippageModel: 'volume_share' }));
    desk.volume = 4;
    desk.buy('a', { volume: 1, ...stop(1.09) });
    desk.ticks([
      [0, 1.1, 1.1],
      [1, 1.08, 1.08],
    ]);
    expect(desk.fills.map(([, , price]) => price)).toEqual([1.10025, 1.07975]);
  });
});

describe('margin', () => {
  const terms = { leverage: 100, callLevel: 100, stopOutLevel: 50 };

  test('is looked at with each tick: a position is closed at the tick that it cannot carry, before anything is filled by it', () => {
    const desk = Desk.ofTicks({}, { margin: terms });
    desk.buy('a', { volume: 5, ...stop(1.0857) });
    desk.exit('x', 'a', { volume: 5 });
    // 5,500 are bound: at 1.0915 there are 5,750, at 1.091 5,500, at 1.0855 2,750.
    desk.ticks([[0, 1.1, 1.1]]);
    expect(told(desk)).toEqual(['accepted a', 'accepted x', 'filled a', 'filled x']);
    desk.buy('b', { volume: 5 });
    desk.ticks([
      [0, 1.1, 1.1],
      [1, 1.0915, 1.0915],
      [2, 1.091, 1.091],
      [3, 1.0855, 1.0855],
      [4, 1.2, 1.2],
    ]);
    const warned = desk.answers.accounts.filter(({ margin }) => margin !== undefined);
    expect(warned.map(({ cause, at }) => [cause, at - MINUTE_MS])).toEqual([
      ['margin_call', 2_000],
      ['stop_out', 3_000],
    ]);
    expect(fillsOf(desk).at(-1)).toEqual(['stop_out', 1.0855, 5, 63]);
    expect(desk.account).toMatchObject({ balance: 2_750, openProfit: 0 });
  });

  test('is not looked at before the first tick', () => {
    const desk = Desk.ofTicks({}, { margin: terms });
    desk.buy('a', { volume: 5 });
    desk.ticks([[0, 1.1, 1.1]]);
    desk.ticks([[30, 1.0855, 1.0855]]);
    expect(fillsOf(desk)[1]).toEqual(['stop_out', 1.0855, 5, 90]);
  });

  test('is looked at once more at the close, after what the last tick has filled', () => {
    const desk = Desk.ofTicks({}, { margin: terms });
    desk.buy('a', { volume: 9 });
    // 9,720 are bound; sold at the bid, 5,400 less: 4,600 are 47 %.
    desk.ticks([[59, 1.074, 1.08]]);
    expect(fillsOf(desk)).toEqual([
      ['entry', 1.08, 9, 59],
      ['stop_out', 1.074, 9, 60],
    ]);
  });

  test('an entry is refused by the tick that would fill it', () => {
    const desk = Desk.ofTicks({}, { margin: terms });
    desk.buy('a', { volume: 5 });
    desk.buy('b', { volume: 4, limitPrice: 1.1001 });
    desk.buy('c', { volume: 4, stopPrice: 1.1002 });
    desk.ticks(rising(5));
    expect(told(desk)).toEqual(['accepted a', 'accepted b', 'accepted c', 'filled a', 'filled b', 'canceled c']);
  });
});
