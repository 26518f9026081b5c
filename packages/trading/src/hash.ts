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
  const who = `${quoted(account)},${quoted(strategy)},${quoted(symbol)},${quoted(timeframe)}`;
  const bytes = digest(`[1,${who},${decidedAt},"${intent}",${typeof leg === 'number' ? leg : quoted(leg)}]`, 'binary');
  let id = '';
  for (let bit = 0; bit < ID_BITS; bit += 10) id += PAIRS[tenBits(bytes, bit)] ?? '';
  // The one place where text becomes an order id. What was cut off a longer text would hold on to all of it.
  return id as ClientOrderId;
}

const ID_BITS = 90;
/** Ten bits as two digits of base 32. */
const PAIRS = Array.from({ length: 1_024 }, (_, bits) => bits.toString(32).padStart(2, '0'));

/** Ten bits from a bit on, of bytes that are written as characters. */
function tenBits(bytes: string, bit: number): number {
  const first = bit >>> 3;
  const three = (bytes.charCodeAt(first) << 16) | (bytes.charCodeAt(first + 1) << 8) | bytes.charCodeAt(first + 2);
  return (three >>> (14 - (bit & 7))) & 1_023;
}

const PLAIN = /^[\w ./:#~-]*$/;

/** A text as JSON writes it; most need nothing but the quotes. */
function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
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
  return digest(text, 'hex');
}

function digest(text: string, encoding: 'hex' | 'binary'): string {
  return hashAtOnce === undefined
    ? createHash('sha256').update(text).digest(encoding)
    : hashAtOnce('sha256', text, encoding);
}

/** Many times as fast for short texts; Node has it from 20.12 on. */
const hashAtOnce: typeof crypto.hash | undefined = crypto.hash;
