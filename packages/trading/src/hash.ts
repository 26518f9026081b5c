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
  if (!isOf(lastNames, identity)) lastNames = { account, strategy, symbol, timeframe, written: namesOf(identity) };
  const legText = typeof leg === 'number' ? leg : quoted(leg);
  const bytes = digest(`[1,${lastNames.written},${decidedAt},"${intent}",${legText}]`, 'binary');
  for (let place = 0; place < idCodes.length; place += 1)
    idCodes[place] = DIGITS.charCodeAt(fiveBits(bytes, place * 5));
  // The one place where text becomes an order id: one piece, for what is cut off or put together holds on to its parts.
  return String.fromCharCode(...idCodes) as ClientOrderId;
}

const DIGITS = '0123456789abcdefghijklmnopqrstuv';
/** Of the id that is being made. */
const idCodes = Array.from({ length: 18 }, () => 0);

/** Five bits from a bit on, of bytes that are written as characters. */
function fiveBits(bytes: string, bit: number): number {
  const first = bit >>> 3;
  const two = (bytes.charCodeAt(first) << 8) | bytes.charCodeAt(first + 1);
  return (two >>> (11 - (bit & 7))) & 31;
}

type Names = Pick<OrderIdentity, 'account' | 'strategy' | 'symbol' | 'timeframe'>;

/** The newest names: orders come with their stops and targets. Only remembers, decides nothing. */
let lastNames: Names & { readonly written: string } = {
  account: '',
  strategy: '',
  symbol: '',
  timeframe: '',
  written: '"","","",""',
};

function isOf(last: Names, { account, strategy, symbol, timeframe }: Names): boolean {
  return (
    last.strategy === strategy && last.symbol === symbol && last.timeframe === timeframe && last.account === account
  );
}

function namesOf({ account, strategy, symbol, timeframe }: Names): string {
  return `${quoted(account)},${quoted(strategy)},${quoted(symbol)},${quoted(timeframe)}`;
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
