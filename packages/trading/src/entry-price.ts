import type { EntryPlan, CompleteRequest, Refusal } from './entry-plan.js';
import { signOf } from './entry-plan.js';
import { parseDuration } from './duration.js';
import { snapPrice } from './instrument-grid.js';
import { isLimitDistance } from './sizing-schema.js';

/** How long a limit entry waits where the strategy does not say. */
const WAIT = '1d';

/** The price that an entry is reckoned from, and what its order needs where it waits for that price. */
export interface EntryPrice {
  readonly ok: true;
  readonly entry: number;
  readonly order: Pick<EntryPlan, 'limitPrice' | 'expiresAfterMs'>;
}

/** At the market, or waiting at `atr_distance` on the better side of the price. */
export function entryPrice(request: CompleteRequest): EntryPrice | Refusal {
  const { price, direction, instrument, risk } = request;
  const distance = risk.position_sizing.atr_distance;
  if (!isLimitDistance(distance)) return { ok: true, entry: price, order: {} };
  return limitAt(request, snapPrice(instrument, price - signOf(direction) * distance));
}

/** A limit order at a price on the grid, for as long as the strategy says. */
export function limitAt({ risk, instrument, price }: CompleteRequest, limitPrice: number): EntryPrice | Refusal {
  if (limitPrice <= 0) {
    const message = `a limit entry of ${instrument.symbol} at ${limitPrice} is no price: its distance from ${price} is too large`;
    return { ok: false, reason: 'invalid_stop', message, value: limitPrice, limit: 0 };
  }
  const expiresAfterMs = parseDuration(risk.position_sizing.expires_after ?? WAIT);
  return {
    ok: true,
    entry: limitPrice,
    order: { limitPrice, ...(expiresAfterMs === undefined ? {} : { expiresAfterMs }) },
  };
}
