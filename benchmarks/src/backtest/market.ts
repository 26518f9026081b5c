import type { CandleColumns } from '@q/brokers';
import type { ConfigInput } from '@q/config';
import { realMarket } from './real-market.js';
import { trendingMarket } from './trending-market.js';

/**
 * Recorded or invented one-minute candles of one symbol. Prices are whole points: their sums are exact in floating point, so that two averages that
 * tie do so in every engine. A point of a lot is worth 100 minor units of the account, whose currency the prices are in.
 */
export interface Market {
  readonly symbol: string;
  readonly instrument: NonNullable<ConfigInput['instruments']>[string];
  readonly currency: string;
  /** Minor units in 1 of the currency: 100 cents, or 1 yen. */
  readonly minorPerUnit: number;
  readonly columns: CandleColumns;
}

/** The least that tells a process which candles are meant. */
export type MarketName = { readonly kind: 'usdjpy' } | { readonly kind: 'trends'; readonly candles: number };

export const MINOR_PER_POINT = 100;

/** @throws Error where the recorded candles are not there */
export function marketNamed(name: MarketName): Market {
  if (name.kind === 'trends') return trendingMarket({ candles: name.candles });
  const market = realMarket();
  if (market === undefined) throw new Error('there are no recorded candles: ask realMarket first');
  return market;
}
