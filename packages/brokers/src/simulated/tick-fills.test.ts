import type { ApprovedOrder } from '@q/events';
import fc from 'fast-check';
import { idOf } from '../testing/broker-contract.js';
import type { DeskTick } from '../testing/simulated-desk.js';
import { Desk, MINUTE_MS } from '../testing/simulated-desk.js';
import type { OracleOrder } from '../testing/tick-oracle.js';
import { TickOracle } from '../testing/tick-oracle.js';
import { NO_FRICTION } from './market-friction.js';

const SPREAD_POINTS = 20;

/** Distances are in points from the last price before. */
const level = fc.integer({ min: -25, max: 25 });
const entry = fc.record(
  {
    side: fc.constantFrom('buy', 'sell'),
    lots: fc.integer({ min: 1, max: 9 }),
    limit: level,
    stop: level,
    stopLoss: level,
    targets: fc.array(fc.record({ price: level, lots: fc.integer({ min: 1, max: 5 }) }), { maxLength: 3 }),
    lasts: fc.constantFrom(1, 5_000, 60_000, 90_000),
  },
  { requiredKeys: ['side', 'lots'] },
);
const candle = fc.record({
  entries: fc.array(entry, { maxLength: 3 }),
  /** Which of the entries so far, and how much of it. */
  exits: fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 9 })), { maxLength: 2 }),
  moves: fc.array(fc.tuple(fc.nat(20), level), { maxLength: 1 }),
  ticks: fc.array(fc.record({ after: fc.constantFrom(0, 1, 4_000, 7_000), move: level, wide: fc.nat(12) }), {
    minLength: 1,
    maxLength: 8,
  }),
});
const market = fc.record({
  candles: fc.array(candle, { minLength: 1, maxLength: 8 }),
  isQuoted: fc.boolean(),
  slippage: fc.constantFrom(0, 5),
  latencyMs: fc.constantFrom(0, 0, 4_500, 61_000),
});
type Market = typeof market extends fc.Arbitrary<infer One> ? One : never;

const priceOf = (points: number): number => points / 1e5;

/** Submits an order to the broker as the oracle has it. */
function submit(
  desk: Desk,
  { id, decidedAt, side, lots, closes, limit, stop, endsAt, stopLoss, targets }: OracleOrder,
): void {
  const parts: Partial<ApprovedOrder> = {
    decidedAt,
    volume: lots / 100,
    ...(limit === undefined ? {} : { limitPrice: priceOf(limit) }),
    ...(stop === undefined ? {} : { stopPrice: priceOf(stop) }),
    ...(endsAt === undefined ? {} : { expiresAt: endsAt }),
    ...(stopLoss === undefined ? {} : { stopLoss: { clientOrderId: idOf(`${id}s`), price: priceOf(stopLoss) } }),
    ...(targets === undefined
      ? {}
      : {
          takeProfits: targets.map(({ price, lots: part }, at) => {
            return { clientOrderId: idOf(`${id}t${at}`), price: priceOf(price), volume: part / 100, moveStop: false };
          }),
        }),
  };
  if (closes === undefined) desk[side](id, parts);
  else desk.exit(id, closes, { ...parts, side });
}

/** The same orders and ticks for both; what each has to tell. */
function run({ candles, isQuoted, slippage, latencyMs }: Market): {
  readonly desk: Desk;
  readonly wanted: readonly string[];
} {
  const costs = { spreadPips: SPREAD_POINTS / 10, slippagePips: slippage / 10 };
  const desk = Desk.ofTicks(costs, { friction: { ...NO_FRICTION, latencyMs } });
  const oracle = new TickOracle({ slippage, latencyMs });
  const entries: { readonly id: string; readonly side: 'buy' | 'sell' }[] = [];
  let price = 110_000;
  candles.forEach(({ entries: given, exits, moves, ticks }, minute) => {
    const decidedAt = minute * MINUTE_MS;
    for (const { lasts, targets, stop, limit, stopLoss, ...terms } of given) {
      const id = `e${entries.length}x`;
      const sign = terms.side === 'buy' ? 1 : -1;
      const nearest = [...(targets ?? [])].sort((a, b) => sign * (a.price - b.price));
      const order = {
        ...{ id, decidedAt, ...terms },
        ...(stop === undefined ? {} : { stop: price + stop }),
        ...(limit === undefined ? {} : { limit: price + limit }),
        ...(lasts === undefined ? {} : { endsAt: decidedAt + lasts }),
        ...(stopLoss === undefined ? {} : { stopLoss: price + stopLoss }),
        ...(targets === undefined ? {} : { targets: nearest.map((one) => ({ ...one, price: price + one.price })) }),
      };
      entries.push({ id, side: terms.side });
      oracle.submit(order);
      submit(desk, order);
    }
    exits.forEach(([which, lots], at) => {
      const closed = entries[which];
      if (closed === undefined) return;
      const side = closed.side === 'buy' ? 'sell' : 'buy';
      const order = { id: `x${minute}y${at}`, decidedAt, side, lots, closes: closed.id } as const;
      oracle.submit(order);
      submit(desk, order);
    });
    for (const [which, by] of moves) {
      const { id = 'none' } = entries[which] ?? {};
      oracle.moveStop(id, price + by);
      desk.broker.moveStop(idOf(`${id}s`), priceOf(price + by));
    }
    let time = 0;
    const walked = ticks.map(({ after, move, wide }): DeskTick => {
      time += after;
      price += move;
      const half = isQuoted ? 0 : (SPREAD_POINTS / 10 / 2) * 1e-4;
      const [bid, ask] = isQuoted
        ? [priceOf(price), priceOf(price + wide - 2)]
        : [priceOf(price) - half, priceOf(price) + half];
      oracle.tick({ time: decidedAt + time, bid, ask });
      return isQuoted ? [time / 1_000, bid, ask] : [time / 1_000, priceOf(price)];
    });
    desk.ticks(walked);
  });
  return { desk, wanted: oracle.told };
}

/** What the broker told, in the words of the oracle. */
function toldBy({ answers }: Desk): readonly string[] {
  const fills = answers.fills.values();
  return answers.orders.flatMap((one) => {
    const [what = '', id = ''] = one.split(' ');
    if (what === 'expired' || what === 'canceled') return [`${id.replace(/^0+/, '')} ${what}`];
    if (what !== 'filled') return [];
    const { value: fill } = fills.next();
    if (fill === undefined) throw new Error('a fill is missing');
    const [points, lots] = [Math.round(fill.price * 1e5), Math.round(fill.volume * 100)];
    const cents = Math.round(fill.profit * 100) + 0;
    return [`${id.replace(/^0+/, '')} ${fill.intent} ${fill.side} ${points} ${lots} ${fill.filledAt} ${cents}`];
  });
}

test('whatever the orders and the ticks, the fills are those that the document gives: time, price and profit in cents', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(market, (one) => {
      const { desk, wanted } = run(one);
      expect(toldBy(desk)).toEqual(wanted);
      for (const line of wanted) {
        const kind = line.split(' ')[1] ?? '';
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
      const profits = desk.answers.fills.reduce((sum, { profit }) => sum + Math.round(profit * 100), 0);
      expect(Math.round((desk.account?.balance ?? NaN) * 100)).toBe(1_000_000 + profits);
    }),
    { numRuns: 400 },
  );
  // Else something was never compared.
  expect([...seen.keys()].sort()).toEqual(['canceled', 'entry', 'exit', 'expired', 'stop', 'target']);
});
