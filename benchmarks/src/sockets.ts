import type { CandleColumns } from '@q/brokers';
import { createReplayFeed, createSimulatedBroker, createSyntheticFeed, feedThroughMarket } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import type { CandleFeed, Clock, Instrument } from '@q/events';
import { VirtualClock } from '@q/events';
import type { Sockets } from '@q/orchestrator';
import { sessionCalendar } from '@q/trading';

export const MONDAY = Date.UTC(2025, 0, 6);

/** The default system's sockets: simulated broker, session calendar, and by default a virtual clock. */
export function socketsFor(config: SystemConfig, feed: CandleFeed, clock: Clock = new VirtualClock(MONDAY)): Sockets {
  const { instruments, account, broker } = config;
  const venue = createSimulatedBroker({
    clock,
    instruments,
    account,
    costs: (symbol) => ({
      spreadPips: broker.per_symbol[symbol]?.spread_pips ?? broker.spread_pips,
      slippagePips: broker.per_symbol[symbol]?.slippage_pips ?? broker.slippage_pips,
      commissionPerLot: broker.per_symbol[symbol]?.commission_per_lot ?? broker.commission_per_lot,
    }),
  });
  return {
    clock,
    feed: feedThroughMarket(feed, venue),
    broker: venue,
    calendar: sessionCalendar(Object.values(instruments)),
    monotonicMs: () => performance.now(),
    turnEventLoop: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

/** The invented market of the traded symbols, from a Monday on. */
export function syntheticFeed({ seed, trading, instruments }: SystemConfig, days: number, start = MONDAY): CandleFeed {
  const symbols = trading.symbols.map((symbol) => ({ instrument: instruments[symbol] as Instrument }));
  const calendar = sessionCalendar(Object.values(instruments));
  return createSyntheticFeed({ seed, symbols, start, days, calendar });
}

/** A feed of candles that are all made already. */
export function replayFeed(symbol: string, columns: CandleColumns): CandleFeed {
  return createReplayFeed({ series: [{ symbol, timeframe: '1', columns }] });
}
