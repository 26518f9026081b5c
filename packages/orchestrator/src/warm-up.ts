import type { SystemConfig } from '@q/config';
import { timeframeMs } from '@q/events';
import { IndicatorBank } from '@q/indicators';
import { instancesOf } from './instances.js';
import { ClockInstants } from './instants.js';
import type { Sockets } from './sockets.js';

/** A closed market has no candles: five days of them take a week, and a start on Monday reaches back over a weekend. */
const CLOSED_SHARE = 7 / 5;
const WEEKEND_MS = 2 * 86_400_000;

/** A cycle brings so many base candles at most: a chain of events stays short, and queues do not fill. */
const STEP_BARS = 250;

export interface WarmUpSpan {
  /** How far back the history must reach for every indicator to be ready. */
  readonly totalMs: number;
  readonly stepMs: number;
}

/** How long before its start a system must look back, and in what steps. */
export function warmUpSpan(config: SystemConfig, sockets: Pick<Sockets, 'feed' | 'strategies'>): WarmUpSpan {
  const { symbols, timeframes } = config.trading;
  const instances = instancesOf(config, sockets);
  const spans = symbols.flatMap((symbol) =>
    timeframes.map((timeframe) => {
      const { warmUp } = new IndicatorBank(instances(symbol, timeframe), { regime: true });
      // The one in which the history begins lacks what came before.
      return (warmUp + 1) * timeframeMs(timeframe);
    }),
  );
  const { gridMs } = new ClockInstants({ feed: sockets.feed, symbols });
  return { totalMs: Math.max(...spans) * CLOSED_SHARE + WEEKEND_MS, stepMs: STEP_BARS * gridMs };
}

/** The instants of the warm-up cycles that end at `start`, oldest first. */
export function warmUpInstants(start: number, { totalMs, stepMs }: WarmUpSpan): readonly number[] {
  const steps = Math.ceil(totalMs / stepMs);
  return Array.from({ length: steps }, (_, step) => start - (steps - 1 - step) * stepMs);
}
