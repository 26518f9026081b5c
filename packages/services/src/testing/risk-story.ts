import type { Direction } from '@q/events';
import { instrumentSpecs } from '@q/trading';
import fc from 'fast-check';
import { riskGate } from '../risk-gate.js';
import { definitionOf } from './definitions.js';
import { restricted } from './restricted.js';
import { STOP, THREE_LEGS, WAITING } from './risk-desk.js';
import { RiskMarket } from './risk-market.js';

export const SYMBOLS = ['EURUSD', 'GBPUSD'];
export const MOST = { maxPositions: 5, maxPositionsPerSymbol: 4 };
const STRATEGIES: Readonly<Record<string, ReturnType<typeof definitionOf>>> = {
  market: definitionOf({ risk: { position_sizing: { type: 'fixed', value: 1 }, sl: { type: 'fixed', value: 50 } } }),
  scaled: definitionOf({ risk: THREE_LEGS }),
  waiting: definitionOf({ risk: WAITING }),
};

const WINDOWS = Array.from({ length: 40 }, (_, place) => place * 30).flatMap((from) => [
  { symbol: 'EURUSD', from: from + 8, until: from + 12 },
  { from: from + 24, until: from + 27, reason: 'market_close', closes: true } as const,
]);

/** A market whose gate has every kind of limit and reaction, with news and closes coming and going. */
export function marketOf(): RiskMarket {
  return new RiskMarket(
    riskGate({
      accountId: 'test',
      accountCurrency: 'USD',
      instruments: Object.fromEntries(Object.entries(instrumentSpecs).filter(([symbol]) => SYMBOLS.includes(symbol))),
      strategyOf: (_symbol, name) => STRATEGIES[name],
      limits: { ...MOST, maxPositionSize: 10 },
      costsOf: () => ({ spread: 0, slippage: 0, commissionPerLot: 0 }),
      spreadOf: () => undefined,
      dailyLossLimit: 400,
      dailyLossReaction: 'close_positions',
      maxDrawdownPercent: 8,
      drawdownReaction: 'halt',
      accountStop: { ...STOP, dailyLossLimit: 600, maxDrawdownPercent: 20, halt: true },
      automationEnabled: true,
      ...restricted(...WINDOWS),
    }),
  );
}

/** One thing that happens, with its name; places are taken modulo what there is. */
export type Step = readonly [string, (market: RiskMarket) => void];

const pick = <T>(from: Iterable<T>, place: number): T | undefined => {
  const all = [...from];
  return all[place % Math.max(1, all.length)];
};
const on = <T>(one: T | undefined, act: (one: T) => void): void => {
  if (one !== undefined) act(one);
};

export const who = fc.record({
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

export const stories = fc.array(step, { minLength: 1, maxLength: 120, size: 'max' });

/** A market in which a story has happened. */
export function told(story: readonly Step[]): RiskMarket {
  const market = marketOf();
  for (const [, run] of story) run(market);
  return market;
}

function named(name: string, run: (market: RiskMarket) => void): Step {
  return [name, Object.assign(run, { toString: () => name })];
}

/** A strategy gives each signal once for a candle. */
function once(market: RiskMarket, kind: 'entry' | 'exit', of: Parameters<RiskMarket['signal']>[1]): void {
  const isSame = market.envelopes.some(
    ({ event }) =>
      event.type === (kind === 'entry' ? 'EntrySignal' : 'ExitSignal') &&
      event.decidedAt === market.clock.now() &&
      `${event.strategy} ${event.symbol} ${event.direction}` === `${of.strategy} ${of.symbol} ${of.direction}`,
  );
  if (!isSame) market.signal(kind, of);
}

export function automation(market: RiskMarket, enabled: boolean): void {
  const why = { previous: !enabled, requestedBy: 'test', reason: '' };
  market.bus.publish({ type: 'AutomationStateChanged', enabled, ...why });
}
