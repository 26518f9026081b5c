import { createHash } from 'node:crypto';
import type { JournalRecord } from '@q/events';
import { crc32 } from './crc32.js';
import { parseRecord } from './parse-record.js';

/** What a record can be found by, told by the caller. */
export interface RecordKeys {
  /** What sort of record it is; kept for people who read the table. */
  readonly kind?: string | undefined;
  /** What it belongs to: `scanThread` gives all records of one. */
  readonly thread?: string | undefined;
  /** A text that only one record of the journal may have. */
  readonly unique?: string | undefined;
}

/** A record as it is stored. */
export interface SealedRecord {
  readonly kind: string | null;
  readonly thread: string | null;
  readonly unique: string | null;
  readonly body: string;
  /** CRC-32 of the body, 8 hex digits. */
  readonly crc: string;
  /** SHA-256 of the former record's hash, the number, the keys and the body, 64 hex digits. */
  readonly hash: string;
}

/** A stored record read back: what it says, or what is wrong. `hash` is the stored one, from which the next was made. */
export type UnsealedRecord =
  | { readonly ok: true; readonly record: JournalRecord; readonly hash: string }
  | { readonly ok: false; readonly reason: string; readonly hash: string };

/** What stands in place of a hash before the first record. */
export const FIRST_HASH = '0'.repeat(64);

const LINE_END = 0x0a;
/** Lines before the body: crc, hash, kind, thread, unique. */
const HEAD_LINES = 5;

/** The columns of a row as one text, in the order in which they are hashed; what `unsealRecord` takes, as bytes. */
export const SEALED_LINES = `CAST(crc || char(10) || hash || char(10) || ${['kind', 'thread', 'unique_key']
  .map((key) => `coalesce('=' || ${key}, '-') || char(10) || `)
  .join('')}body AS BLOB)`;

export function sealRecord(previousHash: string, seq: number, body: string, keys: RecordKeys): SealedRecord {
  const [kind, thread, unique] = [keyText(keys.kind), keyText(keys.thread), keyText(keys.unique)];
  const rest = `${[kind, thread, unique].map((key) => (key === null ? '-' : `=${key}`)).join('\n')}\n${body}`;
  return { kind, thread, unique, body, crc: crc32(body), hash: hashOf(previousHash, seq, rest) };
}

/** @param previousHash `undefined` where the former record is not there to be continued */
export function unsealRecord(previousHash: string | undefined, seq: number, lines: Buffer): UnsealedRecord {
  const ends: number[] = [];
  for (let at = lines.indexOf(LINE_END); at >= 0 && ends.length < HEAD_LINES; at = lines.indexOf(LINE_END, at + 1))
    ends.push(at);
  const [crcEnd = 0, hashEnd = 0] = ends;
  const crc = lines.toString('latin1', 0, crcEnd);
  const hash = lines.toString('latin1', crcEnd + 1, hashEnd);
  const body = lines.subarray((ends[HEAD_LINES - 1] ?? lines.length - 1) + 1);
  if (crc32(body) !== crc) return { ok: false, reason: 'its checksum is wrong', hash };
  if (previousHash !== undefined && hashOf(previousHash, seq, lines.subarray(hashEnd + 1)) !== hash) {
    return { ok: false, reason: 'its hash does not continue the chain', hash };
  }
  const record = parseRecord(body.toString('utf8'));
  return record === undefined ? { ok: false, reason: 'it is no JSON object', hash } : { ok: true, record, hash };
}

/** A key as it is stored: JSON's way of writing texts keeps line ends, zeros and halves of characters out of the table. */
export function keyText(key: string | undefined): string | null {
  return key === undefined ? null : JSON.stringify(key).slice(1, -1);
}

function hashOf(previousHash: string, seq: number, rest: string | Buffer): string {
  return createHash('sha256').update(`${previousHash}\n${seq}\n`).update(rest).digest('hex');
}
