import { instrumentSpecs } from '@q/trading';
import { riskGate } from '../risk-gate.js';
import { definitionOf } from './definitions.js';
import { restricted } from './restricted.js';
import { STOP, THREE_LEGS, WAITING } from './risk-desk.js';
import { RiskMarket } from './risk-market.js';

export const SYMBOLS = ['EURUSD', 'GBPUSD'];
export const MOST = { maxPositions: 5, maxPositionsPerSymbol: 4 };
export const STRATEGIES: Readonly<Record<string, ReturnType<typeof definitionOf>>> = {
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

/** A market in which a story has happened. */
export function told(story: readonly Step[]): RiskMarket {
  const market = marketOf();
  for (const [, run] of story) run(market);
  return market;
}

/** A strategy gives each signal once for a candle. */
export function once(market: RiskMarket, kind: 'entry' | 'exit', of: Parameters<RiskMarket['signal']>[1]): void {
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
