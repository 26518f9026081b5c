import type { AccountMarks, AccountSnapshot, CandlesAhead } from '@q/events';
import { VirtualClock } from '@q/events';
import type { SwapRow } from '@q/trading';
import fc from 'fast-check';
import { Answers } from '../testing/broker-contract.js';
import type { Entry, Moving } from '../testing/moving-market.js';
import { anyEntry, anyMoves, entryOf, MINUTES, seriesOf, START, SYMBOLS } from '../testing/moving-market.js';
import { FREE, instrument, MINUTE_MS } from '../testing/simulated-desk.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import { createSimulatedBroker } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

const MOST = 30;

/** Interest by date, so many minutes after the start. */
const rowOf = (minute: number): SwapRow => ({ at: START + minute * MINUTE_MS, long: -40, short: 15 });

interface Market extends Moving {
  readonly costs: TradingCosts;
  readonly slots: Pick<SimulatedBrokerOptions, 'barPath' | 'positionMode' | 'margin'>;
}

const market: fc.Arbitrary<Market> = fc.record({
  symbol: fc.constantFrom(...SYMBOLS),
  isQuoted: fc.boolean(),
  moves: anyMoves,
  costs: fc.constantFrom<TradingCosts>(
    FREE,
    { spreadPips: 1.2, slippagePips: 0.3, commissionPerLot: 3.5 },
    {
      ...FREE,
      spreadPips: 1,
      spreadBySession: [{ from: '21:40', to: '22:20', timeZone: 'UTC', pips: 6 }],
      swap: { long: -7, short: 2, unit: 'points' },
    },
    {
      ...FREE,
      swap: { long: 0, short: 0, unit: 'percent', rows: [31, 47.5, 48, 90].map((minute) => rowOf(minute)) },
    },
  ),
  slots: fc.record({
    barPath: fc.constantFrom('pessimistic', 'open_high_low_close'),
    positionMode: fc.constantFrom('hedging', 'netting'),
    // One lot of EURUSD binds nearly all of the account, or a third of it.
    margin: fc.constantFrom(
      undefined,
      { leverage: 12, callLevel: 100, stopOutLevel: 95 },
      { leverage: 30, callLevel: 160, stopOutLevel: 140 },
    ),
  }),
});

function deskOf({ costs, slots }: Market, more: Partial<SimulatedBrokerOptions> = {}) {
  const answers = new Answers();
  const broker = createSimulatedBroker({
    clock: new VirtualClock(START),
    instruments: { EURUSD: instrument('EURUSD'), USDJPY: instrument('USDJPY') },
    account: { currency: 'USD', balance: 10_000 },
    costs: () => costs,
    ...slots,
    ...more,
  });
  broker.connect(answers);
  return { broker, answers };
}

type Step = Entry | { readonly look: number; readonly take: number } | 'candle';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record(anyEntry) },
  { weight: 6, arbitrary: fc.record({ look: fc.integer({ min: 1, max: MOST }), take: fc.nat(MOST) }) },
  { weight: 2, arbitrary: fc.constant('candle') },
);

const marksIn = ({ currency, balance, equity, openProfit, from }: AccountMarks, count: number, ahead: CandlesAhead) =>
  Array.from({ length: count }, (_, place): AccountSnapshot => ({
    currency,
    balance,
    equity: equity[from + place] ?? NaN,
    openProfit: openProfit[from + place] ?? NaN,
    cause: 'mark',
    at: ahead.cursor.at(ahead.first + place).closeTime,
  }));

/** One broker looks and is told of what passed, the other gets every candle. */
function play(given: Market, steps: readonly Step[]): void {
  const { symbol } = given;
  const series = seriesOf(given);
  const { columns } = series;
  const [looking, plain] = [deskOf(given), deskOf(given)];
  const taken: (() => void)[] = [];
  let [row, orders, isFresh] = [0, 0, true];
  const told = (from: number) => plain.answers.accounts.slice(from);
  const give = (count: number): void => {
    for (const end = row + count; row < end; row += 1) plain.broker.onCandle(symbol, columns.candleAt(row, MINUTE_MS));
  };
  const both = (): void => {
    const fillsBefore = plain.answers.fills.length;
    looking.broker.onCandle(symbol, columns.candleAt(row, MINUTE_MS));
    give(1);
    isFresh = plain.answers.fills.length > fillsBefore;
  };
  both();
  for (const one of steps) {
    if (row + MOST + 10 > MINUTES) break;
    if (one === 'candle') both();
    else if ('enter' in one) {
      orders += 1;
      isFresh = true;
      const order = entryOf(one, orders, symbol, columns.close[row - 1] ?? NaN, START + row * MINUTE_MS);
      for (const { broker } of [looking, plain]) broker.submit(order);
    } else {
      const ahead = series.ahead(START + row * MINUTE_MS, one.look);
      const found = ahead === undefined ? undefined : looking.broker.look?.(symbol, ahead);
      const count = found?.count ?? 0;
      const [from, allBefore] = [plain.answers.accounts.length, plain.answers.all.length];
      const passed = Math.min(count, one.take);
      give(passed);
      if (found !== undefined && passed > 0) {
        const expected = told(from);
        looking.broker.pass?.(symbol, { ...found, count: passed });
        const { marks } = found;
        taken.push(() => expect(marks === undefined ? [] : marksIn(marks, passed, found)).toEqual(expected));
        taken.at(-1)?.();
        isFresh = false;
      }
      expect(plain.answers.all.slice(allBefore)).toEqual(told(from).map(() => 'account'));
      // A candle that was not found to be quiet is one on which more happens than that prices move; margin is judged by extremes that may not meet.
      if (given.slots.margin === undefined && passed === count && count < (ahead?.count ?? 0) && !isFresh) {
        const before = plain.answers.all.length;
        both();
        const last = told(from).slice(passed);
        expect(plain.answers.all.length - before === 1 && last[0]?.cause === 'mark').toBe(false);
      }
    }
    expect(looking.answers.fills).toEqual(plain.answers.fills);
    expect(looking.broker.spreadOf?.(symbol)).toBe(plain.broker.spreadOf?.(symbol));
  }
  const [before, after] = [looking.answers.accounts.length, plain.answers.accounts.length];
  const order = entryOf({ enter: 'buy', stop: undefined, target: undefined }, 99, symbol, 1);
  for (const { broker } of [looking, plain]) broker.submit(order);
  while (row < MINUTES) both();
  expect(looking.answers.fills).toEqual(plain.answers.fills);
  expect(looking.answers.accounts.slice(before)).toEqual(told(after));
  // What was taken stays as it was, whatever is looked at later.
  for (const check of taken) check();
}

test('marks ahead, and everything afterwards, are those of a broker that gets the candles one by one', () => {
  fc.assert(
    fc.property(market, fc.array(step, { minLength: 5, maxLength: 30 }), (given, steps) => play(given, steps)),
    { numRuns: 400 },
  );
});

test('where positions bind money candles are ahead as long as their worst prices leave the account above the levels', () => {
  const given: Market = {
    symbol: 'EURUSD',
    isQuoted: false,
    moves: Array.from({ length: MINUTES }, (_, minute) => [minute < 20 ? 1 : -5, 1]),
    costs: FREE,
    slots: { barPath: 'pessimistic', positionMode: 'hedging' },
  };
  const series = seriesOf(given);
  const { broker, answers } = deskOf(given, { margin: { leverage: 12, callLevel: 100, stopOutLevel: 50 } });
  const look = (row: number, most: number) =>
    broker.look?.('EURUSD', series.ahead(START + row * MINUTE_MS, most) ?? fail())?.count;
  const give = (from: number, end: number): void => {
    for (let row = from; row < end; row += 1) broker.onCandle('EURUSD', series.columns.candleAt(row, MINUTE_MS));
  };
  expect(look(0, 20)).toBe(20);
  give(0, 1);
  broker.submit(entryOf({ enter: 'buy', stop: undefined, target: undefined }, 1, 'EURUSD', 1));
  expect(look(1, 20)).toBeUndefined();
  give(1, 2);
  // A lot at 1.1001 binds 9,167.50 of 10,000: a low 83.25 pips below ends it. The last close before the fall is 1.1020; the 21st minute of the
  // fall opens at 1.0920 and reaches 1.0914.
  expect(look(2, 60)).toBe(38);
  give(2, 40);
  expect(answers.accounts.some(({ cause }) => cause === 'margin_call')).toBe(false);
  give(40, 45);
  expect(answers.accounts.some(({ cause }) => cause === 'margin_call')).toBe(true);
  expect(look(45, 20)).toBeUndefined();
});

function fail(): never {
  throw new Error('the series goes on');
}
