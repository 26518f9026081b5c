import type { AccountSnapshot, CandlesAhead, CandleStrip } from '@q/events';
import { CandleCursor, Stretch } from '@q/events';
import fc from 'fast-check';
import type { AccountGuardOptions } from './account-guard.js';
import { AccountGuard } from './account-guard.js';
import { MINUTE_MS } from './testing/service-bench.js';

const DAY_MS = 1_440 * MINUTE_MS;
/** Opens an hour before a day of UTC begins, and two before one that begins at 01:00. */
const OPEN = 20_000 * DAY_MS - 60 * MINUTE_MS;
const MINUTES = 200;

const opens = Float64Array.from({ length: MINUTES }, (_, minute) => OPEN + minute * MINUTE_MS);
const ones = new Float64Array(MINUTES).fill(1);
const strip: CandleStrip = {
  openTime: opens,
  open: ones,
  high: ones,
  low: ones,
  close: ones,
  volume: ones,
  candleAt: (row) => new CandleCursor(strip, MINUTE_MS).at(row),
};

/** Marks stand somewhere in their room: `from` places before them belong to others. */
function stretchOf(first: number, equities: readonly number[] | undefined, count: number, from = 3): Stretch {
  const room = Float64Array.from([...new Array<number>(from).fill(-1e9), ...(equities ?? [])]);
  const marks = {
    currency: 'USD',
    balance: 10_000,
    equity: room,
    openProfit: room.map((e) => e - 10_000),
    from,
    step: 1,
  };
  const basic = { strip, first, count, periodMs: MINUTE_MS, cursor: new CandleCursor(strip, MINUTE_MS) };
  const ahead: CandlesAhead = equities === undefined ? basic : { ...basic, marks };
  return new Stretch({ symbol: 'EURUSD', timeframe: '1', ahead, cycle: 1 });
}

const mark = (equity: number, at: number): AccountSnapshot => ({
  currency: 'USD',
  balance: 10_000,
  equity,
  openProfit: equity - 10_000,
  cause: 'mark',
  at,
});

const limit = (most: number): fc.Arbitrary<number> => fc.oneof(fc.constant(0), fc.integer({ min: 1, max: most }));
const options: fc.Arbitrary<AccountGuardOptions> = fc.record({
  dailyLossLimit: limit(300),
  dailyLossReaction: fc.constant('block_entries' as const),
  maxDrawdownPercent: limit(4),
  drawdownReaction: fc.constant('halt' as const),
  accountStop: fc.option(
    fc.record({
      dailyLossLimit: limit(300),
      maxDrawdownPercent: limit(4),
      cooldownMs: fc.constantFrom(0, 90 * MINUTE_MS),
      dayStart: fc.constant({ time: '01:00:00', offset: '+00:00' }),
      closePositions: fc.boolean(),
      blockEntries: fc.boolean(),
      halt: fc.boolean(),
    }),
    { nil: undefined },
  ),
});
const cents = fc.integer({ min: -12_000, max: 12_000 }).map((amount) => amount / 100);
const steps = fc.array(fc.record({ count: fc.integer({ min: 1, max: 30 }), isMarked: fc.boolean() }), {
  minLength: 8,
  maxLength: 16,
});

const hasLimits = ({ dailyLossLimit, maxDrawdownPercent, accountStop }: AccountGuardOptions): boolean =>
  dailyLossLimit > 0 || maxDrawdownPercent > 0 || accountStop !== undefined;

/** Without limits nobody asks what day it is, or where the peak was. */
const seen = (guard: AccountGuard, given: AccountGuardOptions) => [
  hasLimits(given) ? guard.state : undefined,
  guard.equity,
  guard.dailyLoss,
  guard.drawdown,
  guard.blockingStop,
];

test('a stretch ends before a mark that crosses a limit and before a day that begins, and leaves what its marks leave one by one', () => {
  fc.assert(
    fc.property(options, fc.array(cents, { minLength: 5, maxLength: 60 }), steps, (given, moves, all) => {
      const [together, plain] = [new AccountGuard(given), new AccountGuard(given)];
      let [first, equity] = [0, 10_000];
      const one = (next: number, isMarked: boolean): unknown => {
        const at = OPEN + (first + 1) * MINUTE_MS;
        for (const guard of [together, plain]) guard.newCycle(at);
        const crossed = [together, plain].map((guard) => (isMarked ? guard.update(mark(next, at), at) : []));
        expect(crossed[0]).toEqual(crossed[1]);
        first += 1;
        return crossed;
      };
      one(equity, true);
      for (const { count: most, isMarked } of all) {
        const count = Math.min(most, MINUTES - first);
        const equities: number[] = [];
        for (let place = 0; place < count; place += 1) {
          equities.push(isMarked ? equity + (moves[(first + place) % moves.length] ?? 0) : equity);
        }
        const stretch = stretchOf(first, isMarked ? equities : undefined, count);
        const untouched = seen(together, given);
        together.limit(stretch);
        expect(seen(together, given)).toEqual(untouched);
        for (let place = 0; place < stretch.count; place += 1) {
          const [at, before] = [stretch.closeTime(place), plain.state.dailyLoss?.day];
          plain.newCycle(at);
          if (hasLimits(given)) expect(plain.state.dailyLoss?.day).toBe(before);
          if (isMarked) expect(plain.update(mark(equities[place] ?? NaN, at), at)).toEqual([]);
        }
        if (stretch.count > 0 && stretch.marks !== undefined) together.takeMarks(stretch, stretch.marks);
        first += stretch.count;
        equity = equities[stretch.count - 1] ?? equity;
        expect(seen(together, given)).toEqual(seen(plain, given));
        if (stretch.count === count || first >= MINUTES) continue;
        equity = equities[stretch.count] ?? equity;
        one(equity, isMarked);
      }
    }),
    { numRuns: 200 },
  );
});

const NONE: AccountGuardOptions = {
  dailyLossLimit: 0,
  dailyLossReaction: 'block_entries',
  maxDrawdownPercent: 0,
  drawdownReaction: 'block_entries',
  accountStop: undefined,
};

/** How many cycles of a stretch pass a guard that knows an account of 10,000. */
function passing(given: Partial<AccountGuardOptions>, equities: readonly number[] | undefined, first = 1, count = 5) {
  const guard = new AccountGuard({ ...NONE, ...given });
  guard.update(mark(10_000, OPEN), OPEN);
  const stretch = stretchOf(first, equities, count);
  guard.limit(stretch);
  return stretch.count;
}

test('marks that stay well within the limits shorten nothing', () => {
  const equities = [9_950, 10_100, 9_920, 10_050, 9_910];
  expect(passing({ dailyLossLimit: 100, maxDrawdownPercent: 3 }, equities)).toBe(5);
});

test('a fall is measured from the highest mark of the stretch itself', () => {
  expect(passing({ maxDrawdownPercent: 3 }, [10_000, 10_400, 10_090, 10_080, 10_400])).toBe(3);
});

test('a day begins with the close that belongs to it, of UTC or of the account stop, with marks and without', () => {
  const dayStart = { time: '23:30:00', offset: '+00:00' };
  const stop = { dailyLossLimit: 9, maxDrawdownPercent: 9, cooldownMs: 0, dayStart };
  const accountStop = { ...stop, closePositions: false, blockEntries: false, halt: false };
  const calm = new Array<number>(100).fill(10_000);
  for (const equities of [undefined, calm]) {
    // The candle that opens at 23:58 closes in the old day, the one after it at midnight.
    expect(passing({ dailyLossLimit: 9 }, equities, 1, 100)).toBe(58);
    expect(passing({ accountStop }, equities, 1, 100)).toBe(28);
  }
});

test('without limits a day begins within a stretch, and only its newest mark is known', () => {
  expect(passing({}, undefined, 1, 100)).toBe(100);
  const equities = [9_000, 11_000, 9_500];
  expect(passing({}, equities, 58, 3)).toBe(3);
  const guard = new AccountGuard(NONE);
  const stretch = stretchOf(58, equities, 3);
  if (stretch.marks !== undefined) guard.takeMarks(stretch, stretch.marks);
  expect([guard.equity, guard.dailyLoss, guard.drawdown]).toEqual([9_500, undefined, undefined]);
});

test('nothing passes limits before the account is known', () => {
  const stretch = stretchOf(1, undefined, 5);
  new AccountGuard({ ...NONE, dailyLossLimit: 9 }).limit(stretch);
  expect(stretch.count).toBe(0);
});
