import type { RestrictionVerdict } from '@q/trading';
import type { RiskGateOptions } from '../risk-gate.js';
import { MINUTE_MS, START } from './service-bench.js';

type Reason = RestrictionVerdict['reasons'][number]['reason'];

/** A restriction of a symbol, from one minute after the start to another, the last one left out. */
export interface Window {
  readonly symbol?: string;
  readonly reason?: Reason;
  readonly from: number;
  readonly until: number;
  readonly closes?: boolean;
}

/** What forbids entries, written by hand. */
export function restricted(...windows: readonly Window[]): Required<Pick<RiskGateOptions, 'restrictionsAt'>> {
  return {
    restrictionsAt(instant, { symbol }) {
      const minute = (instant - START) / MINUTE_MS;
      const now = windows.filter(
        (one) => (one.symbol ?? symbol) === symbol && minute >= one.from && minute < one.until,
      );
      return {
        blocked: now.length > 0,
        reasons: now.map(({ reason = 'news' }) => ({ reason, message: `${reason} of ${symbol}` })),
        closePositions: now.some(({ closes = false }) => closes),
      };
    },
  };
}

export const minute = (count: number): number => START + count * MINUTE_MS;
