import type { Journal, JournalRecord, VerifyReport } from '@q/events';
import type { Write } from './append-file.js';
import { AppendFile } from './append-file.js';
import { onDisk } from './journal-error.js';
import { checkSnapshotPlace, recordClosed, startOfScan } from './journal-rules.js';
import { parseRecord } from './parse-record.js';
import { readLines } from './read-lines.js';
import { replaceFile } from './replace-file.js';

const BUFFER_BYTES = 65_536;
/** What is kept for a disk that does not take anything; more is refused. */
const KEPT_BYTES = 8 * 1_048_576;
const PROBLEMS_NAMED = 100;
const SHOWN_LENGTH = 60;

export interface JsonLinesOptions {
  /** Bytes that may wait in memory before they are written. Default 64 KiB. */
  readonly bufferBytes?: number;
  /** How bytes reach the file and how many did; for tests of a failing disk. Default `fs.writeSync`. */
  readonly write?: Write;
}

/**
 * A run's history: one JSON object a line, UTF-8. What was appended is in memory until 64 KiB have come together, or until
 * `scan`, `verify`, `snapshot` or `close`; a crash loses that much. An existing file is continued.
 * @throws JournalError where the disk does not do what is asked; what could not be written is kept, up to 8 MiB
 */
export function jsonLinesJournal(file: string, options: JsonLinesOptions = {}): Journal {
  return new JsonLinesJournal(file, options);
}

class JsonLinesJournal implements Journal {
  readonly #path: string;
  readonly #file: AppendFile;
  readonly #bufferBytes: number;
  #records: number;
  #isClosed = false;

  constructor(path: string, { bufferBytes = BUFFER_BYTES, write }: JsonLinesOptions) {
    this.#path = path;
    this.#file = new AppendFile(path, write);
    this.#bufferBytes = bufferBytes;
    this.#records = this.#file.lines;
  }

  append(records: readonly JournalRecord[]): number {
    return this.appendJson(records.map((record) => JSON.stringify(record)));
  }

  appendJson(lines: readonly string[]): number {
    return this.appendBytes(Buffer.from(lines.length === 0 ? '' : `${lines.join('\n')}\n`, 'utf8'), lines.length);
  }

  appendBytes(lines: Uint8Array, count: number): number {
    this.#refuseClosed();
    if (this.#file.waitingBytes >= KEPT_BYTES) this.#file.flush();
    this.#records += count;
    if (this.#file.waitingBytes + lines.length >= this.#bufferBytes) this.#file.addAndFlush(lines);
    else this.#file.add(lines);
    return this.#records;
  }

  scan(from: number): Iterable<JournalRecord> {
    startOfScan(from);
    this.#file.flush();
    return this.#recordsFrom(from, this.#file.size);
  }

  snapshot(state: JournalRecord, at: number): void {
    this.#refuseClosed();
    checkSnapshotPlace(at, this.#records);
    this.#file.flush();
    replaceFile(`${this.#path}.snapshot.json`, `${JSON.stringify({ at, state })}\n`);
  }

  verify(): VerifyReport {
    this.#file.flush();
    return onDisk('read', this.#path, () => verifyLines(readLines(this.#path, this.#file.size), this.#file.torn));
  }

  close(): void {
    if (this.#isClosed) return;
    this.#file.flush();
    this.#file.close();
    this.#isClosed = true;
  }

  *#recordsFrom(from: number, end: number): Generator<JournalRecord> {
    let line = 0;
    const lines = readLines(this.#path, end);
    for (;;) {
      const next = onDisk('read', this.#path, () => lines.next());
      if (next.done === true) return;
      line += 1;
      if (line > from) yield recordOf(next.value.toString('utf8'), line, this.#path);
    }
  }

  #refuseClosed(): void {
    if (this.#isClosed) throw recordClosed(`"${this.#path}"`);
  }
}

function recordOf(text: string, line: number, path: string): JournalRecord {
  return onDisk('read', path, () => {
    const record = parseRecord(text);
    if (record !== undefined) return record;
    throw new Error(`line ${line} is no record (${shown(text)}): repair or remove that line`);
  });
}

function verifyLines(lines: Iterable<Buffer>, torn: string | undefined): VerifyReport {
  const problems: string[] = [];
  let line = 0;
  let records = 0;
  let damaged = 0;
  for (const bytes of lines) {
    line += 1;
    const text = bytes.toString('utf8');
    if (parseRecord(text) !== undefined) records += 1;
    else if (++damaged <= PROBLEMS_NAMED) problems.push(`line ${line} is no record: ${shown(text)}`);
  }
  if (damaged > PROBLEMS_NAMED) problems.push(`${damaged - PROBLEMS_NAMED} more lines are no records`);
  if (torn !== undefined) problems.push(`the last line was torn and has been cut off: ${shown(torn)}`);
  return { ok: problems.length === 0, records, problems };
}

function shown(text: string): string {
  return JSON.stringify(text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}...` : text);
}
