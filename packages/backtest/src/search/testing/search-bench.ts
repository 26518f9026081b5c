import type { SearchInput } from '@q/config';
import { CONFIG, CROSS, MINUTE_MS, START, walk } from '../../proofs/testing/proof-bench.js';
import type { SearchLog, SearchRequest } from '../search-request.js';

export const SLOW = 'indicators.inline.BTCUSD.1.sma_slow.period';
export const STOP = 'strategies.BTCUSD.cross.risk.sl.value';

/** Two thousand minutes, of which a crossing strategy is searched. */
export function searchOf(search: SearchInput, more: Partial<SearchRequest> = {}): SearchRequest {
  return {
    config: CONFIG,
    candles: { BTCUSD: { timeframe: '1', candles: walk(2_000) } },
    strategies: { BTCUSD: [{ ...CROSS, risk: { ...CROSS.risk, sl: { type: 'fixed', value: 60, unit: 'percent' } } }] },
    search: { objective: 'net_profit', min_trades: 0, ...search },
    ...more,
  };
}

export const at = (minutes: number): number => START + minutes * MINUTE_MS;

/** A log in memory. */
export class KeptLog implements SearchLog {
  readonly kept: readonly string[];
  readonly added: string[] = [];
  finished: readonly string[] | undefined;

  constructor(kept: readonly string[] = []) {
    this.kept = kept;
  }

  readonly add = (line: string): void => void this.added.push(line);
  readonly finish = (lines: readonly string[]): void => void (this.finished = lines);
}
