import { timeframeMs } from '@q/events';
import type { Instrument } from '@q/events';
import type { RestrictionVerdict } from '@q/trading';
import type { BacktestRequest } from '../backtest-request.js';
import type { MarketSeries } from '../market-data.js';
import { declaredWarmUp } from '../proofs/declared-warm-up.js';
import type { SeatedStrategy } from '../proofs/declared-warm-up.js';
import { historyStart } from '../proofs/history-start.js';
import type { SystemConfig } from '@q/config';

/** Candles that open at `from` or later and close at `to` or earlier, ms UTC. */
export interface TrialWindow {
  readonly from: number;
  readonly to: number;
  /** Whether all positions are closed with the last candle but one, so that nothing is carried out of the window. */
  readonly endsFlat: boolean;
}

type RestrictionsAt = NonNullable<BacktestRequest['restrictionsAt']>;

const FREE: RestrictionVerdict = { blocked: false, reasons: [], closePositions: false };
const BEFORE: RestrictionVerdict = {
  blocked: true,
  reasons: [{ reason: 'outside_schedule', message: 'the window begins later' }],
  closePositions: false,
};
const BEHIND: RestrictionVerdict = {
  blocked: true,
  reasons: [{ reason: 'market_close', message: 'the window ends' }],
  closePositions: true,
};

/** Where the candles begin that feed the indicators of a window: so far before it as its strategies wait, or where the data begin. */
export function feedStart(
  seats: readonly SeatedStrategy[],
  {
    config,
    series,
    from,
  }: { readonly config: SystemConfig; readonly series: readonly MarketSeries[]; readonly from: number },
): number {
  const { min_rows_required: least } = config.services.strategy_evaluation;
  const starts = seats.flatMap((seat) => {
    const own = series.find(({ symbol }) => symbol === seat.symbol);
    if (own === undefined) return [];
    const declared = declaredWarmUp(seat, config);
    const candles = declared.map((one) => ({ ...one, candles: Math.max(one.candles, least) }));
    const session = config.instruments[seat.symbol]?.session ?? 'always';
    return [historyStart(own, from, { candles, times: 1, session })];
  });
  return Math.min(from, ...starts);
}

/** What forbids entries in a run over a window: also everything before it, and what would outlive it. */
export function restrictedTo(
  { from, to, endsFlat }: TrialWindow,
  series: readonly MarketSeries[],
  others: RestrictionsAt | undefined,
): RestrictionsAt {
  const ends = new Map(series.map((one) => [one.symbol, endsFlat ? lastButOneClose(one, to) : Infinity]));
  return (instant, instrument: Instrument) => {
    if (instant <= from) return BEFORE;
    if (instant >= (ends.get(instrument.symbol) ?? Infinity)) return BEHIND;
    return others === undefined ? FREE : others(instant, instrument);
  };
}

/** A position that is told to close then is closed at the open of the last candle. */
function lastButOneClose({ columns, timeframe }: MarketSeries, to: number): number {
  const period = timeframeMs(timeframe);
  const { openTime, length } = columns;
  let [last, before] = [-Infinity, -Infinity];
  for (let row = 0; row < length; row += 1) {
    const open = openTime[row] ?? NaN;
    if (open + period > to || open <= last) continue;
    [before, last] = [last, open];
  }
  return before + period;
}
