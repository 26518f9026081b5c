import { CandleColumns } from '@q/brokers';
import type { Market } from './market.js';

const START = Date.UTC(2020, 0, 6);
const MINUTE_MS = 60_000;
/** Dollars; a point is one. */
const FIRST_PRICE = 50_000;
const [LOWEST, HIGHEST] = [20_000, 80_000];
/** Candles of a leg, least and most. */
const [SHORTEST, LONGEST] = [25, 64];
/** A candle's way along its leg, and the most that chance adds or takes, dollars. */
const [STEP, NOISE] = [4, 3];

export interface TrendingMarketOptions {
  readonly candles: number;
  readonly symbol?: string;
  readonly seed?: number;
}

/**
 * A seeded market that goes up and down in legs with less noise than way, so that its averages never cross twice within a few candles: engines
 * differ in whether they decide on the candle of a fill. It is written straight into columns.
 */
export function trendingMarket({ candles, symbol = 'COIN', seed = 42 }: TrendingMarketOptions): Market {
  const random = seededRandom(seed);
  const columns = new CandleColumns(candles);
  let [price, direction, left] = [FIRST_PRICE, -1, 0];
  for (let row = 0; row < candles; row += 1) {
    if (left === 0) {
      direction = price < LOWEST ? 1 : price > HIGHEST ? -1 : -direction;
      left = SHORTEST + Math.floor(random() * (LONGEST - SHORTEST + 1));
    }
    left -= 1;
    const open = price;
    price += direction * STEP + Math.floor(random() * (2 * NOISE + 1)) - NOISE;
    const [high, low] = [Math.max(open, price) + 1, Math.min(open, price) - 1];
    columns.push({ openTime: START + row * MINUTE_MS, open, high, low, close: price, volume: 1 });
  }
  const sizes = { contract_size: 1, lot_step: 0.01, min_lot: 0.01, max_lot: 100 };
  const prices = { digits: 0, tick_size: 1, pip: 1, base_currency: symbol, quote_currency: 'USD' };
  const instrument = { ...sizes, ...prices, session: 'always' as const };
  return { symbol, instrument, currency: 'USD', minorPerUnit: 100, columns };
}

/** Evenly from 0 to below 1: Marsaglia's xorshift with 32 bits. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
