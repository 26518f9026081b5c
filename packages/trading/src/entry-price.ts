import type { TimeInForce } from '@q/events';
import { distanceInPrice } from './distance.js';
import { parseDuration } from './duration.js';
import type { EntryPlan, CompleteRequest, Refusal } from './entry-plan.js';
import { signOf } from './entry-plan.js';
import { ORDER_LIMIT, ORDER_PRICE } from './entry-inputs.js';
import { snapPrice } from './instrument-grid.js';
import { isLimitDistance } from './sizing-schema.js';
import type { RiskRules } from './strategy-schema.js';

/** How long an entry waits where the strategy does not say. */
const WAIT = '1d';

type OrderTerms = Pick<EntryPlan, 'limitPrice' | 'stopPrice' | 'timeInForce' | 'expiresAfterMs'>;
/** A market order needs nothing more. */
const AT_ONCE: OrderTerms = {};
type OrderRules = NonNullable<RiskRules['order']>;

/** The price that an entry is reckoned from, and what its order needs where it waits for that price. */
export interface EntryPrice {
  readonly ok: true;
  /** The worst price that it may be filled at, slippage and gaps left out. */
  readonly entry: number;
  readonly order: OrderTerms;
}

/** At the market, as `order` says, or waiting at `atr_distance` on the better side of the price. */
export function entryPrice(request: CompleteRequest): EntryPrice | Refusal {
  const { price, direction, instrument, risk } = request;
  if (risk.order !== undefined) return orderedPrice(request, risk.order);
  const distance = risk.position_sizing.atr_distance;
  if (!isLimitDistance(distance)) return { ok: true, entry: price, order: AT_ONCE };
  return limitAt(request, snapPrice(instrument, price - signOf(direction) * distance));
}

/** A limit order at a price on the grid, for as long as the strategy says. */
export function limitAt({ risk, instrument, price }: CompleteRequest, limitPrice: number): EntryPrice | Refusal {
  if (limitPrice <= 0) return noPrice('limit', limitPrice, { instrument, price });
  const expiresAfterMs = parseDuration(risk.position_sizing.expires_after ?? WAIT);
  return {
    ok: true,
    entry: limitPrice,
    order: { limitPrice, ...(expiresAfterMs === undefined ? {} : { expiresAfterMs }) },
  };
}

/**
 * A limit is on the better side of the price, a stop on the worse one; the limit of a stop is still worse, or the stop itself. Or all of them
 * are where the strategy named them.
 */
function orderedPrice(request: CompleteRequest, rules: OrderRules): EntryPrice | Refusal {
  const { price, instrument } = request;
  const { type, offset = 0, limit_offset: limitOffset = 0, unit } = rules;
  const waits = waitOf(rules);
  if (type === 'market') return { ok: true, entry: price, order: waits };
  const sign = signOf(request.direction) * (type === 'limit' ? -1 : 1);
  const distance = (value: number): number => distanceInPrice({ value, unit }, price, instrument);
  const { [ORDER_PRICE]: named, [ORDER_LIMIT]: namedLimit } = request.inputs ?? {};
  const level = snapPrice(instrument, named ?? price + sign * distance(offset));
  const limit = namedLimit ?? level + sign * distance(limitOffset);
  const entry = type === 'stop_limit' ? snapPrice(instrument, limit) : level;
  if (level <= 0 || entry <= 0) return noPrice(type, Math.min(level, entry), request);
  const prices = { limit: { limitPrice: level }, stop: { stopPrice: level } };
  const order = type === 'stop_limit' ? { stopPrice: level, limitPrice: entry } : prices[type];
  return { ok: true, entry, order: { ...order, ...waits } };
}

const IN_FORCE = { gtc: 'GTC', gtd: 'GTD', day: 'DAY', ioc: 'IOC', fok: 'FOK' } as const satisfies Record<
  NonNullable<OrderRules['time_in_force']>,
  TimeInForce
>;

function waitOf({ type, time_in_force: written, expires_after: expires = WAIT }: OrderRules): OrderTerms {
  const force = written ?? (type === 'market' ? undefined : 'gtd');
  if (force === undefined) return {};
  const expiresAfterMs = force === 'gtd' ? parseDuration(expires) : undefined;
  return { timeInForce: IN_FORCE[force], ...(expiresAfterMs === undefined ? {} : { expiresAfterMs }) };
}

function noPrice(
  kind: string,
  level: number,
  { instrument, price }: Pick<CompleteRequest, 'instrument' | 'price'>,
): Refusal {
  const message = `a ${kind} entry of ${instrument.symbol} at ${level} is no price: its distance from ${price} is too large`;
  return { ok: false, reason: 'invalid_stop', message, value: level, limit: 0 };
}
