import * as crypto from 'node:crypto';
import { createHash } from 'node:crypto';
import type { ClientOrderId, OrderIntent } from '@q/events';

/** What makes an order the same order. Price and size are not in it: edited parameters must not order twice for one candle. */
export interface OrderIdentity {
  readonly account: string;
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: string;
  /** Close time of the deciding candle, ms UTC. */
  readonly decidedAt: number;
  readonly intent: OrderIntent;
  /** Tells several orders of one decision apart. */
  readonly leg: number | string;
}

/** 18 characters `[0-9a-v]`: the first 90 bits of SHA-256 over the identity, in base 32. */
export function clientOrderId(identity: OrderIdentity): ClientOrderId {
  const { account, strategy, symbol, timeframe, decidedAt, intent, leg } = identity;
  const text = JSON.stringify([1, account, strategy, symbol, timeframe, decidedAt, intent, leg]);
  const hex = sha256(text);
  let id = '';
  for (let at = 0; at < WHOLE_DIGITS; at += 5) {
    const bits = bitsAt(hex, at);
    id += `${PAIRS[bits >>> 10]}${PAIRS[bits & 1_023]}`;
  }
  // The one place where text becomes an order id. What was cut off a longer text would hold on to all of it.
  return `${id}${PAIRS[bitsAt(hex, WHOLE_DIGITS) >>> 10]}` as ClientOrderId;
}

/** Hex digits that are used whole, 80 bits; of the next five the first 10 bits are. */
const WHOLE_DIGITS = 20;
/** Ten bits as two digits of base 32. */
const PAIRS = Array.from({ length: 1_024 }, (_, bits) => bits.toString(32).padStart(2, '0'));

/** Twenty bits from a hex digit on. */
function bitsAt(hex: string, at: number): number {
  let bits = 0;
  for (let digit = at; digit < at + 5; digit += 1) {
    const code = hex.charCodeAt(digit);
    bits = (bits << 4) | (code > 57 ? code - 87 : code - 48);
  }
  return bits;
}

/**
 * MetaTrader's number of a strategy on a symbol: the first 8 hex digits of MD5 over `name:symbol:TimeFrameEnum.M1_TimeFrameEnum.H4`,
 * the timeframes in the strategy's order, modulo 10^9. The text is the original system's, so that its orders are recognised.
 */
export function magicNumber(strategy: string, symbol: string, timeframes: readonly string[]): number {
  const names = timeframes.map((timeframe) => `TimeFrameEnum.${metaTraderName(timeframe)}`).join('_');
  const hex = createHash('md5').update(`${strategy}:${symbol}:${names}`, 'utf8').digest('hex').slice(0, 8);
  return Number.parseInt(hex, 16) % 1_000_000_000;
}

/** MetaTrader's name of a timeframe: M15, H4, D1. */
function metaTraderName(timeframe: string): string {
  const minutes = Number(timeframe);
  if (timeframe === '1d') return 'D1';
  return minutes < 60 ? `M${minutes}` : `H${minutes / 60}`;
}

/** SHA-256 of a text, in hex: identity of configurations and data. */
export function sha256(text: string): string {
  return hashAtOnce === undefined ? createHash('sha256').update(text).digest('hex') : hashAtOnce('sha256', text, 'hex');
}

/** Many times as fast for short texts; Node has it from 20.12 on. */
const hashAtOnce: typeof crypto.hash | undefined = crypto.hash;
