import * as fc from 'fast-check';
import { idOf } from '../testing/broker-contract.js';
import { Desk } from '../testing/simulated-desk.js';

const action = fc.record({
  kind: fc.constantFrom('market', 'limit', 'stop', 'stop_limit', 'exit', 'wait'),
  side: fc.constantFrom('buy', 'sell'),
  volume: fc.integer({ min: 1, max: 300 }).map((hundredths) => hundredths / 100),
  timeInForce: fc.constantFrom(undefined, 'GTC', 'DAY', 'IOC', 'FOK'),
  move: fc.integer({ min: -400, max: 400 }),
  traded: fc.integer({ min: 0, max: 5 }),
  minutes: fc.integer({ min: 1, max: 900 }),
});

const venue = fc.record({
  positionMode: fc.constantFrom('hedging', 'netting'),
  volumeLimit: fc.constantFrom(0, 0.3),
  slippageModel: fc.constantFrom('fixed', 'random', 'volume_share'),
  latencyBars: fc.constantFrom(0, 1),
  rejectPercent: fc.constantFrom(0, 20),
  barPath: fc.constantFrom('pessimistic', 'open_high_low_close', 'nearest_extreme_first'),
  leverage: fc.constantFrom(0, 30, 200),
});

const COSTS = {
  spreadPips: 0.8,
  slippagePips: 0.7,
  commissionPerLot: 3.5,
  commission: { makerPercent: 0.001, takerPercent: 0.003, perOrder: 0.35, minimum: 2, rounding: 'half_even' as const },
  swap: { long: -6.53, short: 1.27, unit: 'points' as const },
};

const cents = (amount: number): number => Math.round(amount * 100);

function run(terms: Venue, actions: readonly Step[]): Desk {
  const { positionMode, barPath, leverage, ...friction } = terms;
  const desk = new Desk(COSTS, {
    positionMode,
    barPath,
    friction: { ...friction, latencyMs: 0, seed: 3 },
    ...(leverage === 0 ? {} : { margin: { leverage, callLevel: 100, stopOutLevel: 50 } }),
  });
  let [price, minute] = [110_000, 0];
  actions.forEach((step, index) => {
    submit(desk, step, { index, price: price / 1e5 });
    const from = price / 1e5;
    price += step.move;
    const to = price / 1e5;
    desk.volume = step.traded;
    minute += step.minutes;
    desk.goTo(minute);
    desk.bar(from, Math.max(from, to) + 0.0003, Math.min(from, to) - 0.0003, to);
  });
  return desk;
}

type Step = Arbitrary<typeof action>;
type Venue = Arbitrary<typeof venue>;
type Arbitrary<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;

function submit(desk: Desk, step: Step, { index, price }: { readonly index: number; readonly price: number }): void {
  const { kind, side, volume, timeInForce } = step;
  const at = (ticks: number): number => Math.round(price * 1e5 + (side === 'buy' ? ticks : -ticks)) / 1e5;
  const id = `o${index}`;
  const last = desk.answers.fills.findLast(({ intent }) => intent === 'entry');
  if (kind === 'wait' || (kind === 'exit' && last === undefined)) return;
  if (kind === 'exit' && last !== undefined) {
    const { positionId, side: held } = last;
    desk[held === 'buy' ? 'sell' : 'buy'](id, { intent: 'exit', positionId, volume });
    return;
  }
  desk[side](id, {
    volume,
    ...(timeInForce === undefined || kind.startsWith('stop') ? {} : { timeInForce }),
    ...(kind === 'limit' || kind === 'stop_limit' ? { limitPrice: at(kind === 'limit' ? -80 : 120) } : {}),
    ...(kind.startsWith('stop') ? { stopPrice: at(80) } : {}),
    stopLoss: { clientOrderId: idOf(`s${index}`), price: at(-300) },
    takeProfits: [
      { clientOrderId: idOf(`t${index}`), price: at(150), volume: volume / 2, moveStop: false },
      { clientOrderId: idOf(`u${index}`), price: at(350), volume: volume / 2, moveStop: false },
    ],
  });
}

test('whatever is configured and traded: balance is start, fills and swaps to the cent after every event, and equity is balance plus open profit', () => {
  fc.assert(
    fc.property(venue, fc.array(action, { maxLength: 40 }), (terms, actions) => {
      const { answers } = run(terms, actions);
      let [balance, fills] = [1_000_000, 0];
      const [start, ...events] = answers.accounts;
      expect(start).toMatchObject({ cause: 'start', balance: 10_000, equity: 10_000 });
      for (const account of events) {
        if (account.cause === 'fill') {
          const { profit = NaN, commission = NaN } = answers.fills[fills] ?? {};
          balance += cents(profit) + cents(commission);
          fills += 1;
        }
        if (account.cause === 'swap') balance += cents(account.swap?.amount ?? NaN);
        expect(account.balance).toBe(balance / 100);
        expect(cents(account.equity)).toBe(cents(account.balance) + cents(account.openProfit));
      }
      expect(fills).toBe(answers.fills.length);
    }),
    { numRuns: 150 },
  );
});

test('whatever is configured and traded: no position is closed by more than was opened, and parts add up to their order', () => {
  fc.assert(
    fc.property(venue, fc.array(action, { maxLength: 40 }), (terms, actions) => {
      const { answers } = run(terms, actions);
      const open = new Map<string, number>();
      const left = new Map<string, number>();
      for (const { positionId, clientOrderId, side, volume, remaining, intent } of answers.fills) {
        const signed = (open.get(positionId) ?? 0) + (side === 'buy' ? volume : -volume);
        open.set(positionId, Math.round(signed * 1e8) / 1e8);
        expect(volume).toBeGreaterThan(0);
        const before = left.get(clientOrderId);
        if (before !== undefined && intent === 'entry') expect(remaining).toBeCloseTo(before - volume, 8);
        left.set(clientOrderId, remaining);
      }
      // What is left open is what the account still values: nothing, where every position is closed.
      const isFlat = [...open.values()].every((lots) => lots === 0);
      if (isFlat) expect(answers.accounts.at(-1)?.openProfit).toBe(0);
    }),
    { numRuns: 100 },
  );
});
