import type { ApprovedOrder, EntrySignalEvent, ExitSignalEvent, Fill, OrderDeniedEvent } from '@q/events';
import fc from 'fast-check';
import { DENIALS, FILLS, ORDERS, SIGNALS } from './order-packings.js';
import type { PackedFields } from './packed-fields.js';
import type { Packing } from './packed-list.js';
import { PackedList } from './packed-list.js';
import { TRADES } from './trade-packing.js';
import type { Trade } from './trade-recorder.js';

const number = fc.oneof(fc.constantFrom(0, -0, 1, -1.5), fc.double({ noNaN: true }));
const text = fc.oneof(fc.constantFrom('', 'EURUSD', 'EURGBP', 'dip'), fc.string());
const direction = fc.constantFrom('long', 'short');
const side = fc.constantFrom('buy', 'sell');
const attached = fc.record({ clientOrderId: text, price: number });

/** Objects with these fields, and with any of the others, in this order. */
function objects<T>(needed: object, optional: object = {}): fc.Arbitrary<T[]> {
  const one = fc.record({ ...needed, ...optional }, { requiredKeys: Object.keys(needed) as never[] });
  const inOrder = one.map((all: object) => {
    const has = (name: string): boolean => Object.hasOwn(all, name);
    const names = Object.keys({ ...needed, ...optional }).filter(has);
    return Object.fromEntries(names.map((name) => [name, all[name as keyof typeof all]]));
  });
  return fc.array(inOrder, { maxLength: 30 }) as fc.Arbitrary<T[]>;
}

function keepsAll<T extends object>(packing: Packing<T>, some: fc.Arbitrary<T[]>): void {
  fc.assert(
    fc.property(some, some, (before, after) => {
      const list = new PackedList<T>(packing);
      for (const one of before) list.add(one);
      expect(list.all).toStrictEqual(before);
      for (const one of after) list.add(one);
      expect(list.all).toStrictEqual([...before, ...after]);
      expect(list).toHaveLength(before.length + after.length);
      expect(list.all.map((one) => Object.keys(one).sort())).toEqual(
        [...before, ...after].map((one) => Object.keys(one).sort()),
      );
    }),
  );
}

describe('gives back what was added, whenever it is asked', () => {
  const about = { strategy: text, symbol: text, timeframe: text, direction, price: number, decidedAt: number };

  it('of orders', () => {
    const needed = {
      symbol: text,
      direction,
      strategy: text,
      timeframe: text,
      decidedAt: number,
      magic: number,
      clientOrderId: text,
      intent: fc.constantFrom('entry', 'exit'),
      side,
      volume: number,
    };
    const optional = {
      limitPrice: number,
      stopPrice: number,
      timeInForce: text,
      expiresAt: number,
      groupId: text,
      stopLoss: attached,
      takeProfits: fc.array(attached, { maxLength: 2 }),
      trailing: fc.record({ distance: number, activation: number }),
      positionId: text,
      exitReason: text,
    };
    keepsAll(ORDERS, objects<ApprovedOrder>(needed, optional));
  });

  it('of fills', () => {
    const needed = {
      tradeId: text,
      clientOrderId: text,
      positionId: text,
      symbol: text,
      intent: fc.constantFrom('entry', 'exit', 'stop', 'target', 'stop_out'),
      side,
      price: number,
      volume: number,
      remaining: number,
      commission: number,
      profit: number,
      filledAt: number,
    };
    keepsAll(FILLS, objects<Fill>(needed, { slippage: number, rate: number }));
  });

  it('of signals', () => {
    const entries = objects<EntrySignalEvent>(
      { type: fc.constant('EntrySignal'), ...about },
      { inputs: fc.dictionary(text, number) },
    );
    const exits = objects<ExitSignalEvent>(
      { type: fc.constant('ExitSignal'), ...about, reason: text },
      { percent: number },
    );
    const mixed = fc
      .tuple(entries, exits)
      .chain(([one, other]) => fc.shuffledSubarray<EntrySignalEvent | ExitSignalEvent>([...one, ...other]));
    keepsAll(SIGNALS, mixed);
  });

  it('of denials', () => {
    const needed = { strategy: text, symbol: text, direction, decidedAt: number, reason: text, message: text };
    const type = fc.constant('OrderDenied');
    keepsAll(DENIALS, objects<OrderDeniedEvent>({ type, ...needed }, { value: number, limit: number }));
  });

  it('of trades', () => {
    const texts = { positionId: text, symbol: text, strategy: text, direction, reason: text };
    const prices = { volume: number, entryPrice: number, exitPrice: number, adverse: number, favorable: number };
    const money = { profit: number, commission: number, netProfit: number };
    const needed = { ...texts, ...prices, ...money, openedAt: number, closedAt: number };
    keepsAll(TRADES, objects<Trade>(needed, { swap: number }));
  });
});

interface Row {
  readonly at: number;
  readonly id: string;
  readonly symbol: string;
}

const ROWS: Packing<Row> = {
  kindOf: ({ at }) => (at % 1 === 0 ? 3 : 0),
  write({ at, id, symbol }: Row, to: PackedFields) {
    to.number(at);
    to.other(id);
    to.other(symbol);
  },
  read: (from) => ({ at: from.readNumber(), id: from.readOther(), symbol: from.readOther() }),
};

test('keeps more than fits into one chunk', () => {
  const list = new PackedList(ROWS);
  const rows = Array.from({ length: 10_000 }, (_, at) => ({ at: at / 3, id: `id-${at}`, symbol: 'EURUSD' }));
  for (const row of rows) list.add(row);
  expect(list.all).toStrictEqual(rows);
});

test('gives the same objects each time', () => {
  const list = new PackedList(ROWS);
  list.add({ at: 1, id: 'a', symbol: 'EURUSD' });
  expect(list.all[0]).toBe(list.all[0]);
});

test('keeps objects of 31 fields and refuses more', () => {
  const wide = (count: number): Packing<readonly number[]> => ({
    kindOf: () => 0,
    write: (numbers, to) => numbers.forEach((one) => to.number(one)),
    read: (from) => Array.from({ length: count }, () => from.readNumber()),
  });
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const list = new PackedList(wide(31));
  list.add(numbers(31));
  list.add(numbers(31));
  expect(list.all).toEqual([numbers(31), numbers(31)]);
  const wider = new PackedList(wide(32));
  wider.add(numbers(32));
  expect(() => wider.all).toThrow('32 fields');
});
