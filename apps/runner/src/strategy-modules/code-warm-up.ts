import type { Timeframe } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import { createIndicator } from '@q/indicators';
import type { Sockets } from '@q/orchestrator';
import type { NeededWarmUp } from '@q/trading';

interface Series {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Indicators that are configured, by instance name. */
  readonly instances: Readonly<Record<string, IndicatorParams>>;
}

/**
 * What strategies in code wait for on a timeframe: the indicators that they declare, or where they declare none those that are configured, and then
 * their rows; `undefined` where none of them looks at it.
 */
export function codeWarmUp(
  seats: NonNullable<Sockets['strategies']>,
  { symbol, timeframe, instances }: Series,
): NeededWarmUp | undefined {
  const own = seats.filter((seat) => seat.symbol === symbol && seat.strategy.timeframes.includes(timeframe));
  return own
    .map(({ strategy }): NeededWarmUp => {
      const read = Object.entries(strategy.indicators?.[timeframe] ?? instances).filter(([name]) => name !== 'regime');
      const parts = read.map(([name, params]) => ({ name, candles: createIndicator(name, params).warmUp }));
      const slowest = Math.max(1, ...parts.map(({ candles }) => candles));
      return { candles: slowest + strategy.warmUp - 1, parts };
    })
    .reduce<NeededWarmUp | undefined>(slowerOf, undefined);
}

/** What both wait for. */
export function slowerOf(a: NeededWarmUp | undefined, b: NeededWarmUp | undefined): NeededWarmUp | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const others = b.parts.filter(({ name }) => !a.parts.some((part) => part.name === name));
  const parts = [...a.parts, ...others].toSorted((one, other) => other.candles - one.candles);
  return { candles: Math.max(a.candles, b.candles), parts };
}
