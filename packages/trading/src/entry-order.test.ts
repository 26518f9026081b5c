import type { Instrument, Timeframe } from '@q/events';
import { instrumentSpecs } from './instrument-specs.js';
import { entryOrder, waitsForPrice } from './make-order.js';
import type { EntryRequest, Planned } from './plan-entry.js';
import { planEntry } from './plan-entry.js';
import { riskSchema } from './risk-schema.js';

function spec(symbol: string): Instrument {
  const found = instrumentSpecs[symbol];
  if (found === undefined) throw new Error(`no spec of ${symbol}`);
  return found;
}

const DAY_MS = 86_400_000;
const SIZE = { position_sizing: { type: 'fixed', value: 1 } };

const plan = (order: object, risk: object = {}, change: Partial<EntryRequest> = {}): Planned =>
  planEntry({
    direction: 'long',
    price: 1.1,
    instrument: spec('EURUSD'),
    account: { currency: 'USD', equity: 10_000 },
    risk: riskSchema.parse({ ...SIZE, order, ...risk }),
    ...change,
  });

const orderOf = (order: object, change: Partial<EntryRequest> = {}): object => {
  const planned = plan(order, {}, change);
  if (!planned.ok) throw new Error(planned.message);
  const { volume: _, targets: __, ...terms } = planned.plan;
  return terms;
};

const short = { direction: 'short' } as const;
const GTD = { timeInForce: 'GTD', expiresAfterMs: DAY_MS };

describe('the order of an entry', () => {
  test.each([
    [{ type: 'market' }, {}, {}],
    [
      { type: 'limit', offset: 10 },
      { limitPrice: 1.099, ...GTD },
      { limitPrice: 1.101, ...GTD },
    ],
    [
      { type: 'stop', offset: 10 },
      { stopPrice: 1.101, ...GTD },
      { stopPrice: 1.099, ...GTD },
    ],
    [
      { type: 'stop_limit', offset: 10, limit_offset: 2 },
      { stopPrice: 1.101, limitPrice: 1.1012, ...GTD },
      { stopPrice: 1.099, limitPrice: 1.0988, ...GTD },
    ],
    [
      { type: 'stop_limit', offset: 0 },
      { stopPrice: 1.1, limitPrice: 1.1, ...GTD },
      { stopPrice: 1.1, limitPrice: 1.1, ...GTD },
    ],
    [
      { type: 'stop', offset: 0.5, unit: 'percent' },
      { stopPrice: 1.1055, ...GTD },
      { stopPrice: 1.0945, ...GTD },
    ],
    [
      { type: 'limit', offset: 0.001, unit: 'price' },
      { limitPrice: 1.099, ...GTD },
      { limitPrice: 1.101, ...GTD },
    ],
  ])('%j long and short', (order, long, other) => {
    expect(orderOf(order)).toEqual(long);
    expect(orderOf(order, short)).toEqual(other);
  });

  test.each([
    [{ type: 'market', time_in_force: 'ioc' }, { timeInForce: 'IOC' }],
    [{ type: 'market', time_in_force: 'fok' }, { timeInForce: 'FOK' }],
    [
      { type: 'market', time_in_force: 'gtd', expires_after: '2h' },
      { timeInForce: 'GTD', expiresAfterMs: DAY_MS / 12 },
    ],
    [
      { type: 'limit', offset: 0, time_in_force: 'ioc' },
      { limitPrice: 1.1, timeInForce: 'IOC' },
    ],
    [
      { type: 'stop', offset: 10, time_in_force: 'day' },
      { stopPrice: 1.101, timeInForce: 'DAY' },
    ],
    [
      { type: 'stop', offset: 10, time_in_force: 'gtc' },
      { stopPrice: 1.101, timeInForce: 'GTC' },
    ],
    [
      { type: 'stop', offset: 10, expires_after: '4h' },
      { stopPrice: 1.101, timeInForce: 'GTD', expiresAfterMs: DAY_MS / 6 },
    ],
  ])('%j is in force', (order, wanted) => expect(orderOf(order)).toEqual(wanted));

  test('becomes the order that is sent, with its end from the moment of the decision', () => {
    const planned = plan({ type: 'stop_limit', offset: 10, limit_offset: 2, expires_after: '1h' });
    if (!planned.ok) throw new Error(planned.message);
    const decision = { account: 'a', strategy: 's', magic: 1, symbol: 'EURUSD', timeframe: '1' as Timeframe };
    const order = entryOrder({ ...decision, direction: 'long', decidedAt: 5 * DAY_MS }, planned.plan);
    expect(order).toMatchObject({ stopPrice: 1.101, limitPrice: 1.1012, timeInForce: 'GTD' });
    expect(order.expiresAt).toBe(5 * DAY_MS + DAY_MS / 24);
    expect([order, {}, { stopPrice: 1 }, { limitPrice: 1 }].map(waitsForPrice)).toEqual([true, false, true, true]);
  });

  test('is sized by its worst price: the stop and its limit are dearer than the close', () => {
    const byRisk = { position_sizing: { type: 'risk', value: 1 }, sl: { type: 'fixed', value: 20 } };
    const lots = (order: object) => plan(order, byRisk);
    // 100 dollars at 20, 10, 30 and 32 pips.
    expect(lots({ type: 'market' })).toMatchObject({ plan: { volume: 0.5, stopLoss: 1.098 } });
    expect(lots({ type: 'limit', offset: 10 })).toMatchObject({ plan: { volume: 1, stopLoss: 1.098 } });
    expect(lots({ type: 'stop', offset: 10 })).toMatchObject({ plan: { volume: 0.33, stopLoss: 1.098 } });
    expect(lots({ type: 'stop_limit', offset: 10, limit_offset: 2 })).toMatchObject({ plan: { volume: 0.31 } });
  });

  test('a stop in money is measured from a stop entry, not from the close', () => {
    const money = { sl: { type: 'monetary', value: 300 } };
    expect(plan({ type: 'stop', offset: 10 }, money)).toMatchObject({ plan: { stopLoss: 1.098 } });
    expect(plan({ type: 'stop', offset: 10 }, money, short)).toMatchObject({ plan: { stopLoss: 1.102 } });
    expect(plan({ type: 'limit', offset: 10 }, money)).toMatchObject({ plan: { stopLoss: 1.097 } });
  });

  test('is refused where it or its target is at no price', () => {
    expect(plan({ type: 'limit', offset: 100, unit: 'percent' })).toMatchObject({ reason: 'invalid_stop', value: 0 });
    expect(plan({ type: 'stop_limit', offset: 60, limit_offset: 60, unit: 'percent' }, {}, short)).toMatchObject({
      reason: 'invalid_stop',
    });
    expect(plan({ type: 'stop', offset: 10 }, { tp: { type: 'fixed', value: 5 } })).toMatchObject({
      reason: 'invalid_target',
    });
  });
});

test.each([
  [{ type: 'market', offset: 5 }, 'order.offset'],
  [{ type: 'limit' }, 'order.offset'],
  [{ type: 'limit', offset: -1 }, 'order.offset'],
  [{ type: 'stop', offset: 5, limit_offset: 1 }, 'order.limit_offset'],
  [{ type: 'stop', offset: 5, time_in_force: 'ioc' }, 'order.time_in_force'],
  [{ type: 'stop_limit', offset: 5, time_in_force: 'fok' }, 'order.time_in_force'],
  [{ type: 'limit', offset: 5, time_in_force: 'day', expires_after: '4h' }, 'order.expires_after'],
  [{ type: 'market', expires_after: '4h' }, 'order.expires_after'],
  [{ type: 'limit', offset: 5, expires_after: 'soon' }, 'order.expires_after'],
])('%j is refused at %s', (order, path) => {
  const { error } = riskSchema.safeParse({ ...SIZE, order });
  expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
});

test('beside order, what would say the same otherwise is refused', () => {
  const order = { type: 'stop', offset: 5 };
  const pathsOf = (risk: object) => riskSchema.safeParse(risk).error?.issues.map(({ path }) => path.join('.'));
  const sized = (more: object) => ({ position_sizing: { ...SIZE.position_sizing, ...more }, order });
  expect(pathsOf(sized({ atr_distance: 0.002 }))).toEqual(['position_sizing.atr_distance']);
  expect(pathsOf(sized({ expires_after: '4h' }))).toEqual(['position_sizing.expires_after']);
  expect(pathsOf({ ...SIZE, order, scaling: { entries: 2, spacing: 1 } })).toEqual(['order']);
});
