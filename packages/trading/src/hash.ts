import * as crypto from 'node:crypto';
import { createHash } from 'node:crypto';
import type { ClientOrderId, OrderIntent } from '@q/events';
import { identityBytes } from './identity-bytes.js';

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

/** 18 characters `[0-9a-v]`: the first 90 bits of SHA-256 over the identity as JSON writes it in a list, in base 32. */
export function clientOrderId(identity: OrderIdentity): ClientOrderId {
  return inBase32(digest(identityBytes(identity), 'binary'));
}

/** Of the id that is being made. */
const idCodes = Array.from({ length: 18 }, () => 0);
const [ZERO, LETTER_A] = [0x30, 0x61];

/** The first 90 bits of bytes that are written one to a character. */
function inBase32(bytes: string): ClientOrderId {
  let at = 0;
  let held = 0;
  let heldBits = 0;
  for (let place = 0; place < idCodes.length; place += 1) {
    if (heldBits < 5) {
      held = (held << 8) | bytes.charCodeAt(at);
      heldBits += 8;
      at += 1;
    }
    heldBits -= 5;
    idCodes[place] = digitOf((held >>> heldBits) & 31);
  }
  // The one place where text becomes an order id: one piece, for what is cut off or put together holds on to its parts.
  return String.fromCharCode(...idCodes) as ClientOrderId;
}

function digitOf(fiveBits: number): number {
  return fiveBits < 10 ? ZERO + fiveBits : LETTER_A + fiveBits - 10;
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

function digest(of: string | Uint8Array, encoding: 'hex' | 'binary'): string {
  if (hashAtOnce === undefined) return createHash('sha256').update(of).digest(encoding);
  return hashAtOnce('sha256', of, encoding);
}

/** Many times as fast for short texts; Node has it from 20.12 on. */
const hashAtOnce: typeof crypto.hash | undefined = crypto.hash;
