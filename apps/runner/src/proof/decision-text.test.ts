import type { Decision } from '@q/backtest';
import { decisionLine, decisionRow } from './decision-text.js';

const order: Decision = {
  kind: 'order',
  symbol: 'EURUSD',
  strategy: 'dip',
  timeframe: '1',
  direction: 'long',
  at: 0,
  decidedAt: 0,
  intent: 'entry',
  volume: 0.2,
  price: 1.1002,
  stopPrice: 1.1,
  timeInForce: 'DAY',
  stopLoss: 1.098,
};

test('a line has the price that an order waits for, its limit and how long it waits', () => {
  expect(decisionLine(order)).toBe(
    'order: entry long 0.2, stop entry 1.1, at 1.1002, DAY, stop 1.098, decided 1970-01-01T00:00:00.000Z',
  );
});

test('a row has them under the keys of --json', () => {
  const row = decisionRow(order);
  expect(row).toMatchObject({ price: 1.1002, stop_price: 1.1, time_in_force: 'DAY', stop_loss: 1.098 });
  expect(Object.keys(row ?? {}).filter((key) => /[A-Z]/.test(key))).toEqual([]);
  expect(decisionRow(undefined)).toBeNull();
});
