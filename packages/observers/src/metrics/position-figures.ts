import type { CloseReason } from '@q/events';
import { boundedBy } from './label-bounds.js';
import type { MetricKit } from './metric-kit.js';
import type { TradedPair, TradeLabels } from './trade-labels.js';
import type { Watch } from './watched-events.js';

const REASONS: Readonly<Record<CloseReason, true>> = {
  stop_loss: true,
  take_profit: true,
  account_stop: true,
  risk_limit: true,
  market_close: true,
  unprotected: true,
  netted: true,
  stop_out: true,
  operator: true,
  exit_signal: true,
  time_exit: true,
  profit_guard: true,
  session_end: true,
};
const reasonLabel = boundedBy(Object.keys(REASONS));

/** From a minute to a week. */
export const HOLDING_BUCKETS = [60, 300, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 86_400, 259_200, 604_800] as const;

/** Positions: how many are open, how they ended, how long they were held and what they brought. */
export function positionFigures(kit: MetricKit, { ofPair, pairLabels }: TradeLabels): Watch {
  const perPair = (name: string, help: string) => {
    const counter = kit.counter({ name, help, labels: ['symbol', 'strategy'] });
    for (const pair of ofPair) counter.inc(pair, 0);
    return counter;
  };
  const opened = perPair('positions_opened_total', 'Positions that were opened.');
  const closed = kit.counter({
    name: 'positions_closed_total',
    help: 'Positions that were closed to the end, by what closed them.',
    labels: ['strategy', 'reason'],
  });
  const gains = perPair('trade_gains_total', 'Net profit of the closed positions that won, in account currency.');
  const losses = perPair(
    'trade_losses_total',
    'Net loss of the closed positions that lost, in account currency, above 0.',
  );
  const holding = kit.histogram(
    { name: 'position_holding_seconds', help: 'Time from the opening of a position to its end, by venue time.' },
    HOLDING_BUCKETS,
  );
  const open = new Map<string, TradedPair>();
  kit.gauge(
    {
      name: 'positions_open',
      help: 'Positions open now, of those that were opened since the program started.',
      labels: ['symbol', 'strategy'],
    },
    () => countPairs(ofPair, [...open.values()]),
  );

  return {
    PositionOpened(event) {
      const pair = pairLabels(event);
      open.set(event.positionId, pair);
      opened.inc(pair);
    },
    PositionClosed(event) {
      const pair = pairLabels(event);
      open.delete(event.positionId);
      closed.inc({ strategy: pair.strategy, reason: reasonLabel(event.reason) });
      holding.observe((event.closedAt - event.openedAt) / 1_000);
      if (event.netProfit > 0) gains.inc(pair, event.netProfit);
      if (event.netProfit < 0) losses.inc(pair, -event.netProfit);
    },
  };
}

function countPairs(known: readonly TradedPair[], open: readonly TradedPair[]) {
  const counts = new Map<string, readonly [number, TradedPair]>();
  for (const [more, pairs] of [
    [0, known],
    [1, open],
  ] as const) {
    for (const { symbol, strategy } of pairs) {
      const key = JSON.stringify([symbol, strategy]);
      counts.set(key, [(counts.get(key)?.[0] ?? 0) + more, { symbol, strategy }]);
    }
  }
  return [...counts.values()];
}
