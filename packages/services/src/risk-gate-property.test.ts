import type { ApprovedOrder, Direction, Envelope } from '@q/events';
import fc from 'fast-check';
import type { RiskMarket } from './testing/risk-market.js';
import type { Step } from './testing/risk-story.js';
import { automation, marketOf, MOST, once, STRATEGIES, SYMBOLS, told } from './testing/risk-story.js';

const pick = <T>(from: Iterable<T>, place: number): T | undefined => {
  const all = [...from];
  return all[place % Math.max(1, all.length)];
};
const on = <T>(one: T | undefined, act: (one: T) => void): void => {
  if (one !== undefined) act(one);
};

const who = fc.record({
  strategy: fc.constantFrom(...Object.keys(STRATEGIES)),
  symbol: fc.constantFrom(...SYMBOLS),
  direction: fc.constantFrom<Direction>('long', 'short'),
});
const place = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: who.map((of) => named(`entry ${JSON.stringify(of)}`, (market) => once(market, 'entry', of))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(who, fc.constantFrom(undefined, 100, 40, 0.1))
      .map(([of, percent]) =>
        named(`exit ${percent} ${JSON.stringify(of)}`, (market) =>
          once(market, 'exit', { ...of, ...(percent === undefined ? {} : { percent }) }),
        ),
      ),
  },
  {
    weight: 6,
    arbitrary: place.map((n) => named(`fill ${n}`, (m) => on(pick(m.working.values(), n), (order) => m.fill(order)))),
  },
  { weight: 1, arbitrary: fc.constant(named('fill all', (m) => m.fillAll([...m.working.values()]))) },
  {
    weight: 2,
    arbitrary: place.map((n) =>
      named(`reject ${n}`, (m) => on(pick(m.working.values(), n), (order) => m.reject(order))),
    ),
  },
  {
    weight: 3,
    arbitrary: place.map((n) => named(`cancel ${n}`, (m) => m.answerCancel(n % Math.max(1, m.asked.length)))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(place, fc.constantFrom<'stop' | 'target'>('stop', 'target'), fc.constantFrom(undefined, 0.3))
      .map(([n, intent, part]) =>
        named(`${intent} ${n} ${part}`, (m) =>
          on(pick(m.positions.values(), n), (held) => m.close(held, intent, part)),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: place.map((n) =>
      named(`drop stop ${n}`, (m) => {
        const orders = [...m.working.values(), ...[...m.positions.values()].map(({ order }) => order)];
        on(pick(orders, n), (order) => m.dropStop(order));
      }),
    ),
  },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 5 }).map((n) => named(`cycle ${n}`, (m) => m.cycle(n))) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(10_000, 9_700, 9_500, 9_100, 12_000)
      .map((to) => named(`equity ${to}`, (m) => m.account(to))),
  },
  {
    weight: 1,
    arbitrary: fc.boolean().map((enabled) => named(`automation ${enabled}`, (m) => automation(m, enabled))),
  },
  {
    weight: 1,
    arbitrary: fc.constant(
      named('reset', (m) => void m.bus.publish({ type: 'ResetRiskLimits', requestedBy: 'test', reason: '' })),
    ),
  },
);

const stories = fc.array(step, { minLength: 1, maxLength: 120, size: 'max' });

function named(name: string, run: (market: RiskMarket) => void): Step {
  return [name, Object.assign(run, { toString: () => name })];
}

const entriesOf = ({ working, positions }: RiskMarket): readonly ApprovedOrder[] => [
  ...[...working.values()].filter(({ intent }) => intent === 'entry'),
  ...[...positions.values()].map(({ order }) => order),
];
const exitsOf = ({ working }: RiskMarket): readonly ApprovedOrder[] =>
  [...working.values()].filter(({ intent }) => intent === 'exit');

const repeated = (list: readonly unknown[]): boolean => new Set(list).size < list.length;

/** What does not hold after a step. */
function problemsNow(market: RiskMarket): readonly string[] {
  const entries = entriesOf(market);
  const plans = new Set(entries.map((one) => one.groupId ?? one.clientOrderId));
  const seats = new Set(entries.map(({ strategy, symbol, direction }) => `${strategy} ${symbol} ${direction}`));
  const isTooMany = (symbol: string): boolean =>
    entries.filter((one) => one.symbol === symbol).length > MOST.maxPositionsPerSymbol;
  return [
    ...(entries.length > MOST.maxPositions ? ['more positions than max_positions'] : []),
    ...(SYMBOLS.some(isTooMany) ? ['more positions of a symbol than max_positions_per_symbol'] : []),
    ...(repeated(exitsOf(market).map(({ positionId }) => positionId)) ? ['two exits of one position'] : []),
    ...(plans.size > seats.size ? ['a duplicate entry'] : []),
  ];
}

/** What does not hold for the whole story. */
function problemsOf({ envelopes }: RiskMarket): readonly string[] {
  const problems: string[] = [];
  const ids: string[] = [];
  const asked: string[] = [];
  let state: readonly string[] | undefined;
  for (const { event } of envelopes) {
    if (event.type === 'HandlerFailed') problems.push(event.message);
    else if (event.type === 'CancelRequested') asked.push(event.clientOrderId);
    else if (event.type === 'TradingAuthorized' || event.type === 'TradingBlocked') {
      const now = event.type === 'TradingAuthorized' ? [] : event.reasons;
      if (now.join() === state?.join()) problems.push(`told twice: ${now.join()}`);
      state = now;
    } else if (event.type === 'OrderApproved') {
      const { clientOrderId, stopLoss, intent, symbol } = event.order;
      ids.push(clientOrderId, ...(stopLoss === undefined ? [] : [stopLoss.clientOrderId]));
      const isBlocking = (reason: string): boolean => !reason.includes(' ') || reason.endsWith(` ${symbol}`);
      if (intent === 'entry' && state?.some(isBlocking) === true) problems.push(`approved in spite of ${state.join()}`);
    }
  }
  if (repeated(ids)) problems.push('an id is used twice');
  if (repeated(asked)) problems.push('an order is asked back twice');
  if (haltsSinceResets(envelopes).some((halts) => halts > 1)) problems.push('halted twice');
  return problems;
}

test('whatever happens: the limits hold, no position has two exits, no entry passes a block, blocks are told on change', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const market = marketOf();
      for (const [, run] of story) {
        run(market);
        const problems = problemsNow(market);
        if (problems.length > 0) throw new Error(problems.join());
      }
      expect(problemsOf(market)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('whatever has happened: an exit signal leaves no position of its strategy without an exit, and nothing that waits unasked', () => {
  fc.assert(
    fc.property(stories, who, (story, of) => {
      const market = told(story);
      market.cycle(1);
      market.signal('exit', of);
      const isMeant = (one: ApprovedOrder): boolean =>
        one.strategy === of.strategy && one.symbol === of.symbol && one.direction === of.direction;
      const leaving = new Set(exitsOf(market).map(({ positionId }) => positionId));
      for (const { order } of market.positions.values())
        if (isMeant(order)) expect(leaving.has(order.clientOrderId)).toBe(true);
      for (const order of market.working.values())
        if (order.intent === 'entry' && isMeant(order)) expect(market.asked).toContain(order.clientOrderId);
    }),
    { numRuns: 200 },
  );
});

/** How often the run was to end before each reset of the limits, and after the last: a person who has looked begins anew. */
function haltsSinceResets(envelopes: readonly Envelope[]): readonly number[] {
  const counts = [0];
  for (const { event } of envelopes) {
    if (event.type === 'ResetRiskLimits') counts.push(0);
    else if (event.type === 'TradingHalted') counts.push((counts.pop() ?? 0) + 1);
  }
  return counts;
}

test('whatever has happened: after a breach that closes, everything is gone once the venue has answered, and then the run halts', () => {
  fc.assert(
    fc.property(stories, (story) => {
      const market = told(story);
      automation(market, false);
      market.bus.publish({ type: 'ResetRiskLimits', requestedBy: 'test', reason: '' });
      market.account(market.equity / 2);
      for (let round = 0; round < 4; round += 1) {
        while (market.asked.length > 0) market.answerCancel(0);
        market.fillAll([...market.working.values()]);
        market.cycle(1);
      }
      expect([...market.positions.keys(), ...market.working.keys()]).toEqual([]);
      expect(haltsSinceResets(market.envelopes).at(-1)).toBe(1);
    }),
    { numRuns: 200 },
  );
});

test('the same story gives the same events, ids and all', () => {
  const tell = (story: readonly Step[]): string => {
    // The number of a trade is the venue's.
    return JSON.stringify(told(story).envelopes.map(({ event }) => event)).replace(/trade-\d+/g, 'trade');
  };
  fc.assert(
    fc.property(stories, (story) => expect(tell(story)).toBe(tell(story))),
    { numRuns: 50 },
  );
});

test('the stories are not empty: entries, exits of every kind, news and breaches all happen', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(stories, (story) => {
      for (const { event } of told(story).envelopes) {
        if (event.type === 'OrderApproved') seen.add(`${event.order.intent} ${event.order.exitReason ?? ''}`.trim());
        else seen.add('reason' in event ? event.reason : event.type);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'entry',
      'exit exit_signal',
      'exit risk_limit',
      'exit unprotected',
      'exit market_close',
      'news',
      'group_closed',
    ]),
  );
});
