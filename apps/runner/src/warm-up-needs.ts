import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { timeframeMs } from '@q/events';
import type { NeededWarmUp } from '@q/trading';
import { neededWarmUp } from '@q/trading';
import type { ChosenSockets } from './sockets.js';
import { codeWarmUp, slowerOf } from './strategy-modules/code-warm-up.js';

/** What the strategies of a (symbol, timeframe) wait for, and what there is. */
export interface WarmUpNeed extends NeededWarmUp {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Length of the candles, without the hours in which the market is closed. */
  readonly spanMs: number;
  /** How far the data reach back from the start of the run, by the calendar. */
  readonly reachMs: number;
  /** About how many candles there are: of a recorded or invented market all of them, in real time those before the start. */
  readonly held: number;
}

/** An fx week has five days. */
const OPEN_SHARE = { fx: 5 / 7, always: 1 } as const;

/** Every (symbol, timeframe) that a strategy reads, with the candles that must have come before it can read every column. */
export function warmUpNeeds(config: SystemConfig, { sockets, feed }: ChosenSockets): readonly WarmUpNeed[] {
  const { trading, strategies, indicators, instruments, mode } = config;
  const reachMs = Math.max(0, sockets.clock.now() - feed.from);
  const totalMs = mode === 'paper' ? reachMs : feed.to - feed.from;
  return trading.symbols.flatMap((symbol) => {
    const definitions = strategies.loaded.filter((one) => one.symbol === symbol).map(({ definition }) => definition);
    return trading.timeframes.flatMap((timeframe) => {
      const own = indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
      const instances = own?.instances ?? {};
      const ofFiles = neededWarmUp(definitions, timeframe, instances);
      const needed = slowerOf(ofFiles, codeWarmUp(sockets.strategies ?? [], { symbol, timeframe, instances }));
      if (needed === undefined) return [];
      const period = timeframeMs(timeframe);
      const held = Math.floor((totalMs * OPEN_SHARE[instruments[symbol]?.session ?? 'fx']) / period);
      return [{ ...needed, symbol, timeframe, spanMs: needed.candles * period, reachMs, held }];
    });
  });
}

export function warmUpText({ symbol, timeframe, candles, parts, spanMs, reachMs }: WarmUpNeed): string {
  const slowest = parts.length === 0 ? '' : ` (${parts.map((part) => `${part.name} ${part.candles}`).join(', ')})`;
  const reach = reachMs > 0 ? `the data reach ${duration(reachMs)} back` : 'the data begin with the run';
  return `${symbol} ${timeframe}: ${candles} ${candles === 1 ? 'candle' : 'candles'}${slowest}, ${duration(spanMs)} of trading; ${reach}`;
}

/** What is not there in time; `undefined` where enough is. */
export function shortageOf(
  { symbol, timeframe, candles, held }: WarmUpNeed,
  { mode }: Pick<SystemConfig, 'mode'>,
): string | undefined {
  if (held >= candles) return undefined;
  const need = `${symbol} ${timeframe} needs ${candles} candles until every column in use is ready`;
  return mode === 'paper'
    ? `${need}, and there are about ${held} before the start: its rules wait for the others`
    : `${need}, and the data hold about ${held}: its rules wait for them in vain`;
}

/** The two largest units: `3 d 6 h`. */
function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 min';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}
