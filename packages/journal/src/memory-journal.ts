import type { Journal, JournalRecord } from '@q/events';
import { checkSnapshotPlace, recordClosed, startOfScan } from './journal-rules.js';

/** A journal that lives as long as the process. It keeps text, as a file would: later changes of a record do not reach it. */
export function memoryJournal(): Journal {
  const lines: string[] = [];
  let closed = false;
  return {
    append(records) {
      if (closed) throw recordClosed('in memory');
      const texts = records.map((record) => JSON.stringify(record));
      for (const text of texts) lines.push(text);
      return lines.length;
    },
    scan(from) {
      return parsed(lines.slice(startOfScan(from)));
    },
    snapshot(_state, at) {
      if (closed) throw recordClosed('in memory');
      checkSnapshotPlace(at, lines.length);
    },
    verify: () => ({ ok: true, records: lines.length, problems: [] }),
    close() {
      closed = true;
    },
  };
}

function* parsed(lines: readonly string[]): Generator<JournalRecord> {
  for (const line of lines) yield JSON.parse(line) as JournalRecord;
}
