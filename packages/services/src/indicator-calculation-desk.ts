import type { RegimeChangedEvent, Timeframe } from '@q/events';
import type { CandleBucket } from '@q/indicators';
import { IndicatorBank } from '@q/indicators';
import { RecentRows, sessionBucket } from '@q/trading';
import { CandleMemory } from './candle-memory.js';
import type { IndicatorCalculationOptions } from './indicator-calculation.js';

/** What is calculated of one (symbol, timeframe). */
export interface Desk {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bank: IndicatorBank;
  readonly memory: CandleMemory;
  readonly rows: RecentRows;
  readonly regimeColumn: number | undefined;
  /** -1 where there is no regime. */
  readonly confidenceColumn: number;
  /** Index of the newest committed regime among the texts of its column, NaN before there is one. */
  regime: number;
  /** Close of the newest candle whose row was sent. */
  sentUntil: number;
}

/** Candles kept for a restart: enough for averages that never quite forget to agree again. */
const MEMORY_WARM_UPS = 4;
const MEMORY_AT_LEAST = 1_000;

export function openDesk(symbol: string, timeframe: Timeframe, options: IndicatorCalculationOptions): Desk {
  const regime = options.trackRegimeChanges || (options.needsRegime?.(symbol, timeframe) ?? true);
  const session = options.sessionOf(symbol);
  const bucketOf = (higher: Timeframe): CandleBucket => sessionBucket(higher, session);
  const bank = new IndicatorBank(options.instancesOf(symbol, timeframe), { regime, bucketOf });
  const memory = new CandleMemory(Math.max(MEMORY_AT_LEAST, MEMORY_WARM_UPS * bank.warmUp));
  const rows = new RecentRows(options.recentRowsLimit);
  const regimeColumn = bank.schema.indexOf('regime');
  const confidenceColumn = bank.schema.indexOf('regime_confidence') ?? -1;
  return { symbol, timeframe, bank, memory, rows, regimeColumn, confidenceColumn, regime: NaN, sentUntil: -Infinity };
}

/** What is told where the regime of a desk is another than before, both as indexes of their texts. The first regime is no change. */
export function regimeChange(
  { symbol, timeframe, bank, regimeColumn = -1 }: Desk,
  { former, now, confidence }: { readonly former: number; readonly now: number; readonly confidence: number },
): RegimeChangedEvent | undefined {
  const names = bank.schema.columns[regimeColumn]?.values;
  const [from, to] = [names?.[former], names?.[now]];
  if (from === undefined || from === 'warming_up' || from === to || to === undefined) return undefined;
  return { type: 'RegimeChanged', symbol, timeframe, from, to, confidence };
}
