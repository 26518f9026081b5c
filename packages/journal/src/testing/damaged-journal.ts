/// <reference types="jest" />
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JournalRecord } from '@q/events';
import type { DurableJournalOptions } from '../durable-journal.js';
import { openDurableJournal } from '../durable-journal.js';
import type { RecordKeys } from '../record-chain.js';
import type { Sqlite } from '../sqlite.js';
import { loadSqlite } from '../sqlite.js';
import type { DurableJournal } from '../sqlite-journal.js';

/** Twenty records that tell themselves apart. */
export const RECORDS = 20;
export const recordAt = (n: number): JournalRecord => ({ n, of: `t${n % 3}`, text: 'what was recorded, '.repeat(3) });
export const allRecords = Array.from({ length: RECORDS }, (_, n) => recordAt(n));

const index = ({ n, of }: JournalRecord): RecordKeys => ({
  kind: 'record',
  thread: String(of),
  // No single flipped bit makes one of these another one.
  unique: `${String(n)}-${String(n)}`,
});

export async function openIndexed(file: string, options: DurableJournalOptions = {}): Promise<DurableJournal> {
  return openDurableJournal(file, { ballastBytes: 0, index, ...options });
}

/** A journal with the twenty records, each an append of its own; closed, or as a kill would have left it. */
export async function filledJournal(fresh: (name: string) => string, stop: 'clean' | 'killed'): Promise<string> {
  const file = fresh('run.journal');
  const journal = await openIndexed(file);
  for (const record of allRecords) journal.append([record]);
  const copy = fresh('copy.journal');
  if (stop === 'killed') copyJournal(file, copy);
  journal.close();
  if (stop === 'clean') copyJournal(file, copy);
  return copy;
}

export function copyJournal(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  for (const end of ['', '-wal']) if (existsSync(`${from}${end}`)) copyFileSync(`${from}${end}`, `${to}${end}`);
}

/** Changes a journal behind its back. */
export async function changeBehind(file: string, change: (sqlite: Sqlite) => void): Promise<void> {
  const sqlite = (await loadSqlite())(file, 'write');
  change(sqlite);
  sqlite.close();
}

export function flipBit(bytes: Buffer, bit: number): void {
  bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
}
