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
  const digest = createHash('sha256').update(text).digest();
  let id = '';
  for (let at = 0; at < ID_LENGTH; at += 1) id += DIGITS[fiveBits(digest, at * 5)];
  // The one place where text becomes an order id.
  return id as ClientOrderId;
}

const ID_LENGTH = 18;
const DIGITS = '0123456789abcdefghijklmnopqrstuv';

/** Five bits of a digest from a bit on, as a number. */
function fiveBits(digest: Uint8Array, bit: number): number {
  const byte = bit >>> 3;
  const two = ((digest[byte] ?? 0) << 8) | (digest[byte + 1] ?? 0);
  return (two >>> (11 - (bit & 7))) & 31;
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
  return createHash('sha256').update(text).digest('hex');
}
