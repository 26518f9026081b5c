import type { OrderIdentity } from './hash.js';

type DecisionIdentity = Omit<OrderIdentity, 'intent' | 'leg'>;

/** What is longer is written as text. */
const ROOM = 256;
/** Where that ends which does not fit. */
const NOWHERE = ROOM + 1;
const [SPACE, TILDE, QUOTE, BACKSLASH, COMMA, CLOSE, ZERO] = [0x20, 0x7e, 0x22, 0x5c, 0x2c, 0x5d, 0x30];
const bytes = new Uint8Array(ROOM);
/** The first so many bytes, made once for each length: to make a view costs as much as to hash it. */
const views: Uint8Array[] = [];
const encoder = new TextEncoder();

/** What the bytes begin with, and how far it goes: an order comes with its stop and targets. Only remembers, decides nothing. */
const last = { account: '', strategy: '', symbol: '', timeframe: '', decidedAt: NaN };
let [namesEnd, decisionEnd] = [0, 0];

/**
 * An order's identity as JSON writes it in a list, to be hashed before the next one is asked for. Mostly it is bytes: a text that is put
 * together costs more than its hash.
 */
export function identityBytes(identity: OrderIdentity): Uint8Array | string {
  const { account, strategy, symbol, timeframe, decidedAt, intent, leg } = identity;
  if (decidedAt !== last.decidedAt || !hasLastNames(identity)) writeDecision(identity);
  const legAt = mark(COMMA, putQuoted(intent, decisionEnd));
  const end = mark(CLOSE, typeof leg === 'number' ? put(`${leg}`, legAt) : putQuoted(leg, legAt));
  if (end <= ROOM) return (views[end] ??= bytes.subarray(0, end));
  return JSON.stringify([1, account, strategy, symbol, timeframe, decidedAt, intent, leg]);
}

function hasLastNames({ account, strategy, symbol, timeframe }: DecisionIdentity): boolean {
  return (
    last.strategy === strategy && last.symbol === symbol && last.timeframe === timeframe && last.account === account
  );
}

function writeDecision(decision: DecisionIdentity): void {
  if (namesEnd === 0 || !hasLastNames(decision)) writeNames(decision);
  last.decidedAt = decision.decidedAt;
  decisionEnd = mark(COMMA, putMoment(decision.decidedAt, namesEnd));
}

function writeNames(decision: DecisionIdentity): void {
  namesEnd = encoded(namesOf(decision));
  last.account = decision.account;
  last.strategy = decision.strategy;
  last.symbol = decision.symbol;
  last.timeframe = decision.timeframe;
}

function namesOf({ account, strategy, symbol, timeframe }: DecisionIdentity): string {
  const list = JSON.stringify([1, account, strategy, symbol, timeframe]);
  return `${list.slice(0, -1)},`;
}

/** Writes a text at the beginning. @returns where it ends */
function encoded(text: string): number {
  const { read, written } = encoder.encodeInto(text, bytes);
  return read === text.length ? written : NOWHERE;
}

function putQuoted(text: string, at: number): number {
  return mark(QUOTE, put(text, mark(QUOTE, at)));
}

/** From 2001 to 2286 a moment has 13 digits: they are written one by one, for to make a text of them costs more than all the rest. */
function putMoment(moment: number, at: number): number {
  const end = at + 13;
  if (!Number.isInteger(moment) || moment < 1e12 || moment >= 1e13 || end > ROOM) return put(`${moment}`, at);
  // In two parts, of which each is divided as a small whole number.
  const high = Math.floor(moment / 1e6);
  putDigits(high, at, at + 7);
  putDigits(moment - high * 1e6, at + 7, end);
  return end;
}

function putDigits(value: number, from: number, end: number): void {
  let rest = value | 0;
  for (let place = end - 1; place >= from; place -= 1) {
    // As whole numbers, of which seven digits are sure to be: dividing those is a multiplication.
    const without = (rest / 10) | 0;
    bytes[place] = ZERO + rest - without * 10;
    rest = without;
  }
}

/** Writes one character of the list itself at a place. @returns the place behind it */
function mark(code: number, at: number): number {
  if (at >= ROOM) return NOWHERE;
  bytes[at] = code;
  return at + 1;
}

/** Writes a text at a place. @returns where it ends: nowhere if it does not fit, or JSON writes it in another way */
function put(text: string, at: number): number {
  const end = at + text.length;
  if (end > ROOM) return NOWHERE;
  for (let place = at; place < end; place += 1) {
    const code = text.charCodeAt(place - at);
    if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return NOWHERE;
    bytes[place] = code;
  }
  return end;
}
