import type { AccountSnapshot, CandlesAhead } from '@q/events';
import { VirtualClock } from '@q/events';
import fc from 'fast-check';
import { aheadTogether } from '../feed/ahead-together.js';
import { Answers } from '../testing/broker-contract.js';
import type { Entry, TradedSymbol } from '../testing/moving-market.js';
import { anyEntry, anyMoves, entryOf, MINUTES, seriesOf, START, SYMBOLS } from '../testing/moving-market.js';
import { FREE, instrument, MINUTE_MS } from '../testing/simulated-desk.js';
import type { SimulatedBrokerOptions } from './simulated-broker.js';
import { createSimulatedBroker } from './simulated-broker.js';
import type { TradingCosts } from './trading-costs.js';

const MOST = 20;

type Moves = readonly (readonly [move: number, reach: number])[];

interface Markets {
  readonly isQuoted: boolean;
  readonly moves: readonly [Moves, Moves];
  /** One of the symbols needs a rate, which the other one's prices are. */
  readonly currency: 'USD' | 'JPY';
  readonly costs: TradingCosts;
  readonly slots: Pick<SimulatedBrokerOptions, 'barPath' | 'positionMode' | 'margin'>;
}

const night = { from: '21:40', to: '22:20', timeZone: 'UTC', pips: 6 };
const markets: fc.Arbitrary<Markets> = fc.record({
  isQuoted: fc.boolean(),
  moves: fc.tuple(anyMoves, anyMoves),
  currency: fc.constantFrom('USD', 'JPY'),
  costs: fc.constantFrom<TradingCosts>(
    FREE,
    { spreadPips: 1.2, slippagePips: 0.3, commissionPerLot: 3.5 },
    { ...FREE, spreadPips: 1, spreadBySession: [night], swap: { long: -7, short: 2, unit: 'points' } },
  ),
  slots: fc.record({
    barPath: fc.constantFrom('pessimistic', 'open_high_low_close'),
    positionMode: fc.constantFrom('hedging', 'netting'),
    // A lot of each binds most of the account: some 30 pips against them lead to a call.
    margin: fc.constantFrom(
      undefined,
      { leverage: 25, callLevel: 115, stopOutLevel: 110 },
      { leverage: 100, callLevel: 100, stopOutLevel: 50 },
    ),
  }),
});

type Step = (Entry & { readonly at: number }) | { readonly look: number; readonly take: number } | 'candles';

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: fc.nat(1), ...anyEntry }) },
  { weight: 6, arbitrary: fc.record({ look: fc.integer({ min: 1, max: MOST }), take: fc.nat(MOST) }) },
  { weight: 2, arbitrary: fc.constant('candles') },
);

class Desk {
  readonly answers = new Answers();
  readonly broker;

  constructor({ currency, costs, slots }: Pick<Markets, 'currency' | 'costs' | 'slots'>) {
    this.broker = createSimulatedBroker({
      clock: new VirtualClock(START),
      instruments: { USDJPY: instrument('USDJPY'), EURUSD: instrument('EURUSD') },
      account: { currency, balance: currency === 'USD' ? 10_000 : 1_500_000 },
      costs: () => costs,
      ...slots,
    });
    this.broker.connect(this.answers);
  }
}

/** In the order in which they are told: of each close, one symbol after the other. */
function marksOf(aheads: readonly CandlesAhead[], count: number): readonly AccountSnapshot[] {
  return Array.from({ length: count }, (_, place) =>
    aheads.flatMap(({ marks, cursor, first }): readonly AccountSnapshot[] => {
      if (marks === undefined) return [];
      const { currency, balance, from, step: apart } = marks;
      const at = from + place * apart;
      const [equity = NaN, openProfit = NaN] = [marks.equity[at], marks.openProfit[at]];
      return [{ currency, balance, equity, openProfit, cause: 'mark', at: cursor.at(first + place).closeTime }];
    }),
  ).flat();
}

/** One broker looks at the candles of both symbols and is told of what passed, the other gets every candle. @returns how many passed */
function play({ isQuoted, moves: [one, other], currency, costs, slots }: Markets, steps: readonly Step[]): number {
  const series = SYMBOLS.map((symbol, index) => seriesOf({ symbol, isQuoted, moves: index === 0 ? one : other }));
  const [looking, plain] = [new Desk({ currency, costs, slots }), new Desk({ currency, costs, slots })];
  const taken: (() => void)[] = [];
  let [row, orders, passedAhead] = [0, 0, 0];
  const give = ({ broker }: Desk, at: number): void =>
    SYMBOLS.forEach((symbol, index) => {
      const candle = series[index]?.columns.candleAt(at, MINUTE_MS);
      if (candle !== undefined) broker.onCandle(symbol, candle);
    });
  const both = (): void => {
    for (const desk of [looking, plain]) give(desk, row);
    row += 1;
  };
  both();
  for (const now of steps) {
    if (row + MOST + 10 > MINUTES) break;
    if (now === 'candles') both();
    else if ('enter' in now) {
      orders += 1;
      const symbol: TradedSymbol = SYMBOLS[now.at] ?? 'EURUSD';
      const price = series[now.at]?.columns.close[row - 1] ?? NaN;
      for (const { broker } of [looking, plain])
        broker.submit(entryOf(now, orders, symbol, price, START + row * MINUTE_MS));
    } else {
      const aheads = aheadTogether(series, START + row * MINUTE_MS, now.look);
      const found = aheads && looking.broker.lookTogether?.(SYMBOLS, aheads);
      const quiet = (found ?? []).filter((ahead) => ahead !== undefined);
      const count = Math.min(quiet[0]?.count ?? 0, now.take);
      const [from, allBefore] = [plain.answers.accounts.length, plain.answers.all.length];
      for (let passed = 0; passed < count; passed += 1, row += 1) give(plain, row);
      const expected = plain.answers.accounts.slice(from);
      // Nothing is told but what the account is worth.
      expect(plain.answers.all.slice(allBefore)).toEqual(expected.map(() => 'account'));
      if (count === 0) continue;
      SYMBOLS.forEach((symbol, index) => {
        const ahead = quiet[index];
        if (ahead !== undefined) looking.broker.pass?.(symbol, { ...ahead, count });
      });
      passedAhead += count;
      // What was taken stays as it was, whatever is looked at later.
      taken.push(() => expect(marksOf(quiet, count)).toEqual(expected));
      taken.at(-1)?.();
    }
    expect(looking.answers.fills).toEqual(plain.answers.fills);
  }
  const [before, after] = [looking.answers.accounts.length, plain.answers.accounts.length];
  while (row < MINUTES) both();
  expect(looking.answers.fills).toEqual(plain.answers.fills);
  expect(looking.answers.accounts.slice(before)).toEqual(plain.answers.accounts.slice(after));
  for (const check of taken) check();
  return passedAhead;
}

test('what the account is worth as two symbols move, and everything afterwards, is what a broker tells that gets the candles one by one', () => {
  let passed = 0;
  fc.assert(
    fc.property(markets, fc.array(step, { minLength: 5, maxLength: 30 }), (given, steps) => {
      passed += play(given, steps);
    }),
    { numRuns: 300 },
  );
  // Else nothing was compared.
  expect(passed).toBeGreaterThan(1_000);
});
