import type {
  ApprovedOrder,
  ClientOrderId,
  EntrySignalEvent,
  ExitSignalEvent,
  Fill,
  OrderDeniedEvent,
} from '@q/events';
import { DENIALS, FILLS, ORDERS, SIGNALS } from './order-packings.js';
import type { Fields, Packing } from './packed-list.js';
import { PackedList } from './packed-list.js';
import { TRADES } from './trade-packing.js';
import type { Trade } from './trade-recorder.js';

/** Every field that there is, also those that may be missing: a new one does not compile until it stands here, and then has to come back. */
type Whole<T> = Required<Fields<T>>;

const clientOrderId = 'abc123' as ClientOrderId;
const about = { symbol: 'EURUSD', strategy: 'dip', direction: 'long' } as const;

const ORDER: Whole<ApprovedOrder> = {
  ...about,
  clientOrderId,
  intent: 'entry',
  limitPrice: 1.1,
  stopPrice: 1.2,
  timeInForce: 'GTD',
  expiresAt: 9,
  side: 'buy',
  volume: 0.3,
  timeframe: '5',
  decidedAt: 5,
  magic: 7,
  positionId: 'p',
  exitReason: 'time_exit',
  groupId: 'g',
  stopLoss: { clientOrderId, price: 1 },
  takeProfits: [{ clientOrderId, price: 1.3, volume: 0.1, moveStop: true }],
  trailing: { distance: 0.1, activation: 0.2, cap: 0.3 },
};
const FILL: Whole<Fill> = {
  tradeId: 't',
  clientOrderId,
  positionId: clientOrderId,
  symbol: 'EURUSD',
  intent: 'target',
  side: 'sell',
  price: 1.1,
  volume: 0.3,
  remaining: 0.1,
  commission: -1,
  profit: 2.5,
  slippage: -0.2,
  rate: 0.8,
  filledAt: 6,
};
const SIGNAL = { ...about, timeframe: '5', price: 1.1, decidedAt: 5 } as const;
const ENTRY: Whole<EntrySignalEvent> = { ...SIGNAL, type: 'EntrySignal', inputs: { atr: 0.1 } };
const EXIT: Whole<ExitSignalEvent> = { ...SIGNAL, type: 'ExitSignal', reason: 'profit_guard', percent: 40 };
const DENIAL: Whole<OrderDeniedEvent> = {
  ...about,
  type: 'OrderDenied',
  decidedAt: 5,
  reason: 'max_positions',
  message: 'too many',
  value: 4,
  limit: 3,
};
const TRADE: Whole<Trade> = {
  ...about,
  positionId: 'p',
  volume: 0.3,
  entryPrice: 1.1,
  exitPrice: 1.2,
  openedAt: 5,
  closedAt: 9,
  profit: 3,
  commission: -1,
  swap: -0.5,
  netProfit: 1.5,
  reason: 'take_profit',
  adverse: 0.01,
  favorable: 0.1,
};

/** As often as it takes to be packed. */
function back(packing: Packing<never>, value: object): unknown {
  const list = new PackedList<object>(packing as Packing<object>);
  for (let count = 0; count < 200; count += 1) list.add(value);
  return list.all[150];
}

test.each([
  ['an order', ORDERS, ORDER],
  ['a fill', FILLS, FILL],
  ['an entry signal', SIGNALS, ENTRY],
  ['an exit signal', SIGNALS, EXIT],
  ['a denial', DENIALS, DENIAL],
  ['a trade', TRADES, TRADE],
] as const)('%s comes back with every field that it can have', (_what, packing, value) => {
  expect(back(packing as unknown as Packing<never>, value)).toStrictEqual(value);
});
