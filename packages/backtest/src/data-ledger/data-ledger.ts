import type { SystemConfig } from '@q/config';
import { timeframeMs } from '@q/events';
import { sessionCalendar } from '@q/trading';
import type { MarketSeries } from '../market-data.js';
import type { SeatedStrategy } from '../proofs/declared-warm-up.js';
import { declaredWarmUp } from '../proofs/declared-warm-up.js';
import { demandTellable } from './demand-tellable.js';
import type { JudgedSeries } from './judged-series.js';
import { judgedSeries } from './judged-series.js';
import type { RowRange } from './row-problems.js';
import { isOfValues, SOUND } from './row-problems.js';
import type { SymbolLedger } from './symbol-ledger.js';
import { symbolLedger } from './symbol-ledger.js';

export interface DataLedgerTerms extends RowRange {
  readonly config: Pick<SystemConfig, 'trading' | 'instruments' | 'indicators' | 'services'>;
  /** Those that are asked in the run. */
  readonly strategies: readonly SeatedStrategy[];
}

/**
 * What a run was given, symbol by symbol, before it begins. Series of symbols that are not traded are left out.
 * @throws CandleDataError where more rows that cannot be used come at one time than a cycle can tell of
 */
export function dataLedger(series: readonly MarketSeries[], terms: DataLedgerTerms): readonly SymbolLedger[] {
  const { config, strategies, ...range } = terms;
  const { trading, instruments, services } = config;
  const calendar = sessionCalendar(Object.values(instruments));
  const judged = trading.symbols.flatMap((symbol) => {
    const own = series.find((one) => one.symbol === symbol);
    return own === undefined ? [] : [judgedSeries(own, range)];
  });
  for (const one of judged) demandTellable(one);
  const expected = expectedRange(judged, range);
  const minRows = services.strategy_evaluation.min_rows_required;
  return judged.flatMap((one) => {
    const { symbol } = one.series;
    const instrument = instruments[symbol];
    if (instrument === undefined) return [];
    const seated = strategies.filter((strategy) => strategy.symbol === symbol);
    const declared = seated.map((strategy) =>
      declaredWarmUp(strategy, config).map((own) => ({ ...own, candles: Math.max(own.candles, minRows) })),
    );
    return [symbolLedger(one, { ...expected, calendar, instrument, timeframes: trading.timeframes, declared })];
  });
}

/** As asked for; else from the first open to the last close of all. */
function expectedRange(judged: readonly JudgedSeries[], { from, to }: RowRange) {
  const spans = judged.map(timeSpan).filter(({ opensAt }) => opensAt < Infinity);
  const startsAt = from ?? (spans.length === 0 ? 0 : Math.min(...spans.map(({ opensAt }) => opensAt)));
  return { startsAt, endsAt: to ?? Math.max(from ?? 0, ...spans.map(({ closesAt }) => closesAt)) };
}

/** A row whose prices cannot be used shows that a candle belongs there; the time of one out of order shows nothing. */
function timeSpan({ series, verdicts, sound, rows }: JudgedSeries) {
  const { columns, timeframe } = series;
  let first = sound.openTime[0] ?? Infinity;
  let last = sound.openTime.at(-1) ?? -Infinity;
  for (let row = 0; row < columns.length && sound.openTime.length < rows; row += 1) {
    const time = columns.openTime[row] ?? NaN;
    if (!isOfValues(verdicts[row] ?? SOUND) || !Number.isFinite(time)) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return { opensAt: first, closesAt: last + timeframeMs(timeframe) };
}
