import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { JournalRecord } from '@q/events';
import type { DurableJournalOptions } from './durable-journal.js';
import type { DurableJournal } from './sqlite-journal.js';
import { openDurableJournal } from './durable-journal.js';
import { readDurableJournal } from './durable-reader.js';
import { JournalError, isFull } from './journal-error.js';
import { makeFile, openForRun } from './journal-file.js';
import { loadSqlite } from './sqlite.js';
import { journalContract, numbered } from './testing/journal-contract.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();
const mode = (file: string): number => statSync(file).mode & 0o777;
const NO_BALLAST = { ballastBytes: 0 };
const byText = (record: JournalRecord): { thread?: string; unique?: string; kind?: string } => ({
  ...(typeof record['type'] === 'string' ? { kind: record['type'] } : {}),
  ...(typeof record['of'] === 'string' ? { thread: record['of'] } : {}),
  ...(typeof record['once'] === 'string' ? { unique: record['once'] } : {}),
});

async function opened(options: DurableJournalOptions = {}, file = fresh('run.journal')): Promise<DurableJournal> {
  return openDurableJournal(file, { ...NO_BALLAST, index: byText, ...options });
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the contract', () => {
  // Journals are made one after the other in tests that cannot wait: so they are made before.
  const waiting: DurableJournal[] = [];
  beforeAll(async () => {
    for (let count = 0; count < 30; count += 1) waiting.push(await opened());
  });
  afterAll(() => waiting.forEach((journal) => journal.close()));
  journalContract('openDurableJournal', () => {
    const journal = waiting.pop();
    if (journal === undefined) throw new Error('make more of them');
    return { journal };
  });
});

describe('the files of a durable journal', () => {
  it('belong to the user alone, as their folder does', async () => {
    const journal = await opened({ ballastBytes: 100_000 }, fresh(join('deep', 'run.journal')));
    journal.append(numbered(1));
    const { file } = journal;
    expect(mode(dirname(file))).toBe(0o700);
    const names = readdirSync(dirname(file));
    expect(names.sort()).toEqual(['run.journal', 'run.journal-wal', 'run.journal.ballast', 'run.journal.pid']);
    expect(names.map((name) => mode(join(dirname(file), name)))).toEqual(names.map(() => 0o600));
    journal.close();
    expect(readdirSync(dirname(file))).toEqual(['run.journal', 'run.journal.ballast']);
  });

  it('are continued when opened again, with nothing to tell after a clean stop', async () => {
    const first = await opened();
    expect(first.opening).toEqual({ records: 0, checked: 0, cleanStop: true, cut: [] });
    first.append(numbered(3));
    first.close();
    const second = await opened({}, first.file);
    expect(second.opening).toEqual({ records: 3, checked: 3, cleanStop: true, cut: [] });
    expect(second.append([{ n: 3 }])).toBe(4);
    expect([...second.scan(0)]).toEqual(numbered(4));
    second.close();
    const all = await opened({ verify: 'all' }, first.file);
    expect(all.verify()).toEqual({ ok: true, records: 4, problems: [] });
    all.close();
  });

  it('have the settings that make an append safe', async () => {
    const file = fresh('run.journal');
    makeFile(file);
    const { sqlite } = openForRun(file, await loadSqlite());
    const settings = [
      'journal_mode',
      'synchronous',
      'locking_mode',
      'foreign_keys',
      'trusted_schema',
      'application_id',
    ];
    const values = settings.map((name) => sqlite.rows(`PRAGMA ${sqlite.schema}.${name}`)[0]?.[name]);
    expect(values).toEqual(['wal', 2, 'exclusive', 1, 0, 0x514a4e4c]);
    sqlite.close();
  });

  it('do not grow by what was written to their place already', async () => {
    const journal = await opened();
    for (let count = 0; count < 30; count += 1) journal.append(numbered(1_000));
    // One checkpoint a thousand pages or so of 4 KiB; without any, the file would have 30,000 records.
    expect(statSync(`${journal.file}-wal`).size).toBeLessThan(3 * 1_000 * 4_096);
    journal.close();
  });
});

describe('records are found by their keys', () => {
  it('all of a thread, with their places', async () => {
    const journal = await opened();
    journal.append([{ of: 'a' }, { of: 'b' }, { none: 1 }, { of: 'a', n: 2 }]);
    const expected = [
      { seq: 0, record: { of: 'a' } },
      { seq: 3, record: { of: 'a', n: 2 } },
    ];
    expect([...journal.scanThread('a')]).toEqual(expected);
    expect([...journal.scanThread('c')]).toEqual([]);
    journal.close();
    expect([...journal.scanThread('a')]).toEqual(expected);
    const reader = await readDurableJournal(journal.file);
    expect([...reader.scanThread('a')]).toEqual(expected);
    reader.close();
  });

  it('whatever texts their keys are', async () => {
    const journal = await opened();
    const keys = ['', ' ', 'a\nb', 'a\u0000b', 'grüße', "it's", '"', '\\', '\ud800', '価格'];
    journal.append(keys.map((of) => ({ of, once: of })));
    for (const [seq, of] of keys.entries()) expect([...journal.scanThread(of)].map((one) => one.seq)).toEqual([seq]);
    expect(journal.verify()).toEqual({ ok: true, records: keys.length, problems: [] });
    journal.close();
  });

  it('the newest', async () => {
    const journal = await opened();
    journal.append(numbered(5));
    expect(journal.last(2)).toEqual([
      { seq: 3, record: { n: 3 } },
      { seq: 4, record: { n: 4 } },
    ]);
    expect(journal.last(9)).toHaveLength(5);
    expect(journal.last(0)).toEqual([]);
    for (const count of [-1, 0.5, NaN]) expect(() => journal.last(count)).toThrow(RangeError);
    journal.close();
  });

  it('and a key that only one may have is refused for a second, with all of its batch', async () => {
    const journal = await opened();
    journal.append([{ n: 0 }, { once: 'q1' }]);
    const error = thrownBy(() => journal.append([{ n: 2 }, { once: 'q1', n: 3 }]));
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE', file: journal.file });
    expect((error as Error).message).toContain('record 1 has the unique key "q1" already');
    expect(isFull(error)).toBe(false);
    expect(() => journal.append([{ once: 'q2' }, { once: 'q2' }])).toThrow('record 2 has the unique key "q2"');
    expect(journal.append([{ once: 'q2' }])).toBe(3);
    journal.close();
    const again = await opened({}, journal.file);
    expect(() => again.append([{ once: 'q1' }])).toThrow('unique key "q1"');
    expect(again.verify()).toEqual({ ok: true, records: 3, problems: [] });
    again.close();
  });
});

describe('lines of JSON', () => {
  it('are stored as they are and indexed by what they say', async () => {
    const journal = await opened();
    expect(journal.appendJson(['{"of":"a", "n":1}', '{"n":2}'])).toBe(2);
    expect([...journal.scan(0)]).toEqual([{ of: 'a', n: 1 }, { n: 2 }]);
    expect([...journal.scanThread('a')]).toHaveLength(1);
    journal.close();
  });

  it('that are none are refused with their batch', async () => {
    const journal = await opened();
    for (const line of ['', 'x', '[1]', '7', 'null', '{"n":']) {
      expect(() => journal.appendJson(['{"n":1}', line])).toThrow('line 2 of what was given is no JSON object');
    }
    expect(journal.appendJson([])).toBe(0);
    journal.close();
  });
});

describe('a snapshot', () => {
  it('stays in the journal, the last one only', async () => {
    const journal = await opened();
    expect(journal.lastSnapshot()).toBeUndefined();
    journal.append(numbered(3));
    journal.snapshot({ total: 1 }, 1);
    journal.snapshot({ total: 3, deep: [{ text: 'grüße' }] }, 3);
    const expected = { at: 3, state: { total: 3, deep: [{ text: 'grüße' }] } };
    expect(journal.lastSnapshot()).toEqual(expected);
    journal.close();
    const reader = await readDurableJournal(journal.file);
    expect(reader.lastSnapshot()).toEqual(expected);
    reader.close();
  });
});

describe('the steps of an append', () => {
  it('are told with numbers that go up, and nothing costs none', async () => {
    const steps: [number, string][] = [];
    const journal = await opened({ onStep: (step, name) => steps.push([step, name]) });
    journal.append([]);
    journal.append([{ n: 1 }, { n: 2 }]);
    journal.appendJson(['{"n":3}']);
    expect(steps).toEqual([
      [1, 'begin'],
      [2, 'commit'],
      [3, 'done'],
      [4, 'begin'],
      [5, 'commit'],
      [6, 'done'],
    ]);
    journal.close();
  });

  it('that throw before the commit leave nothing behind', async () => {
    let failing = true;
    const journal = await opened({
      onStep: (_step, name) => {
        if (failing && name === 'commit') throw new Error('enough');
      },
    });
    expect(() => journal.append([{ n: 1 }])).toThrow('enough');
    failing = false;
    expect(journal.append([{ n: 2 }])).toBe(1);
    expect([...journal.scan(0)]).toEqual([{ n: 2 }]);
    journal.close();
  });
});
