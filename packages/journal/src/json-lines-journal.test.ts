import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { JournalRecord } from '@q/events';
import { JournalError } from './journal-error.js';
import type { JsonLinesOptions } from './json-lines-journal.js';
import { jsonLinesJournal } from './json-lines-journal.js';
import { journalContract, numbered } from './testing/journal-contract.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();
const text = (file: string): string => readFileSync(file, 'utf8');
const mode = (file: string): number => statSync(file).mode & 0o777;

function written(content: string): string {
  const file = fresh('history.jsonl');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

/** A disk that takes `room` bytes and then is full, until it gets more room. */
function smallDisk(room: number): { room: number; write: NonNullable<JsonLinesOptions['write']> } {
  const disk = {
    room,
    write(fd: number, bytes: Uint8Array): number {
      if (disk.room === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      const count = writeSync(fd, bytes, 0, Math.min(disk.room, bytes.length));
      disk.room -= count;
      return count;
    },
  };
  return disk;
}

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

journalContract('jsonLinesJournal', () => ({ journal: jsonLinesJournal(fresh()) }));
journalContract('jsonLinesJournal without a buffer', () => ({
  journal: jsonLinesJournal(fresh(), { bufferBytes: 0 }),
}));

describe('the file of a JSON lines journal', () => {
  it('holds one JSON object a line in UTF-8', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    journal.append([{ type: 'A', text: 'grüße\n' }, { n: 1 }]);
    journal.close();
    expect(readFileSync(file)).toEqual(Buffer.from('{"type":"A","text":"grüße\\n"}\n{"n":1}\n', 'utf8'));
  });

  it('and its folder belong to the user alone', () => {
    const file = fresh(join('deep', 'history.jsonl'));
    jsonLinesJournal(file).close();
    expect(mode(file)).toBe(0o600);
    expect(mode(dirname(file))).toBe(0o700);
  });

  it('is continued where it is there already', () => {
    const file = fresh();
    const first = jsonLinesJournal(file);
    expect(first.append(numbered(3))).toBe(3);
    first.close();
    const second = jsonLinesJournal(file);
    expect(second.append([{ n: 3 }])).toBe(4);
    expect([...second.scan(0)]).toEqual(numbered(4));
    second.close();
    expect(text(file)).toBe('{"n":0}\n{"n":1}\n{"n":2}\n{"n":3}\n');
  });

  it('is written when 64 KiB have come together, and not before', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    // {"fill":"..."} and its line end are 12 bytes and the text: 1,024 in all.
    const record = { fill: 'x'.repeat(1_012) };
    for (let count = 1; count <= 63; count += 1) journal.append([record]);
    expect(statSync(file).size).toBe(0);
    journal.append([record]);
    expect(statSync(file).size).toBe(65_536);
    journal.append([record]);
    expect(statSync(file).size).toBe(65_536);
    journal.close();
    expect(statSync(file).size).toBe(66_560);
  });

  it('is written by scan, verify, snapshot and close', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    const sizeAfter = (run: () => unknown): number => {
      journal.append([{ n: 1 }]);
      run();
      return statSync(file).size;
    };
    expect(sizeAfter(() => journal.scan(0))).toBe(8);
    expect(sizeAfter(() => journal.verify())).toBe(16);
    expect(sizeAfter(() => journal.snapshot({}, 3))).toBe(24);
    expect(sizeAfter(() => journal.close())).toBe(32);
  });

  it('is read in pieces: lines longer than a piece and characters across its edge come out whole', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    const records = [{ a: '价'.repeat(30_000) }, { b: 'é'.repeat(70_001) }, { c: 'x'.repeat(200_000) }, { d: '' }];
    journal.append(records);
    expect([...journal.scan(0)]).toEqual(records);
    expect([...journal.scan(2)]).toEqual(records.slice(2));
    expect(journal.verify()).toEqual({ ok: true, records: 4, problems: [] });
    journal.close();
    expect(jsonLinesJournal(file).append([])).toBe(4);
  });

  it('gives back any records after it was opened anew in the middle', () => {
    const record = fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((value) => JSON.parse(JSON.stringify(value)) as JournalRecord);
    fc.assert(
      fc.property(
        fc.array(record, { maxLength: 20 }),
        fc.array(record, { maxLength: 20 }),
        fc.nat(40),
        (before, after, from) => {
          const file = fresh();
          const first = jsonLinesJournal(file, { bufferBytes: 50 });
          first.append(before);
          first.close();
          const second = jsonLinesJournal(file, { bufferBytes: 50 });
          expect(second.append(after)).toBe(before.length + after.length);
          expect([...second.scan(from)]).toEqual([...before, ...after].slice(from));
          second.close();
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('a damaged JSON lines file', () => {
  it('loses a torn last line, and verify says so', () => {
    const file = written('{"n":0}\n{"n":1}\n{"n":2,"te');
    const journal = jsonLinesJournal(file);
    expect(journal.append([{ n: 2 }])).toBe(3);
    const report = journal.verify();
    expect(report).toMatchObject({ ok: false, records: 3 });
    expect(report.problems).toHaveLength(1);
    expect(report.problems[0]).toContain(JSON.stringify('{"n":2,"te'));
    expect(text(file)).toBe('{"n":0}\n{"n":1}\n{"n":2}\n');
  });

  it('keeps every complete record, wherever the file was cut', () => {
    const whole = '{"n":0}\n{"t":"é"}\n{"n":2}\n';
    const bytes = Buffer.from(whole);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const file = written('');
      writeFileSync(file, bytes.subarray(0, cut));
      const journal = jsonLinesJournal(file);
      // A record is complete with its closing brace; its line end may be missing.
      const complete = [7, 18, 26].filter((end) => cut >= end).length;
      expect([cut, journal.append([{ last: true }])]).toEqual([cut, complete + 1]);
      expect([...journal.scan(0)]).toEqual([...[{ n: 0 }, { t: 'é' }, { n: 2 }].slice(0, complete), { last: true }]);
      journal.close();
    }
  });

  it('is reported line by line', () => {
    const journal = jsonLinesJournal(written('{"n":0}\nnot json\n{"n":2}\n\n[1]\n7\nnull\n{"n":7}\n'));
    const report = journal.verify();
    expect(report).toMatchObject({ ok: false, records: 3 });
    expect(report.problems.map((problem) => /^line (\d+) /.exec(problem)?.[1])).toEqual(['2', '4', '5', '6', '7']);
    expect(report.problems[0]).toContain('not json');
  });

  it('names a hundred bad lines and counts the others', () => {
    const { problems } = jsonLinesJournal(written('x\n'.repeat(250))).verify();
    expect(problems).toHaveLength(101);
    expect(problems[100]).toContain('150');
  });

  it('is never skipped over in silence: a scan stops at the bad line and names it', () => {
    const file = written('{"n":0}\noops\n{"n":2}\n');
    const journal = jsonLinesJournal(file);
    const seen: JournalRecord[] = [];
    const error = thrownBy(() => {
      for (const record of journal.scan(0)) seen.push(record);
    });
    expect(seen).toEqual([{ n: 0 }]);
    expect(error).toBeInstanceOf(JournalError);
    expect((error as JournalError).message).toContain(file);
    expect((error as JournalError).message).toContain('line 2');
    expect([...journal.scan(2)]).toEqual([{ n: 2 }]);
  });
});

describe('a snapshot', () => {
  it('stands beside the journal, replaced as a whole and for the user alone', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    journal.append(numbered(2));
    journal.snapshot({ total: 1 }, 1);
    journal.snapshot({ total: 2, deep: { a: [1] } }, 2);
    const snapshot = `${file}.snapshot.json`;
    expect(JSON.parse(text(snapshot))).toEqual({ at: 2, state: { total: 2, deep: { a: [1] } } });
    expect(mode(snapshot)).toBe(0o600);
    expect(existsSync(`${snapshot}.tmp`)).toBe(false);
  });

  it('never stands for records that are only in memory', () => {
    const file = fresh();
    const disk = smallDisk(0);
    const journal = jsonLinesJournal(file, { write: disk.write });
    journal.append(numbered(2));
    expect(() => journal.snapshot({ total: 2 }, 2)).toThrow(JournalError);
    expect(existsSync(`${file}.snapshot.json`)).toBe(false);
  });
});

describe('a disk that does not do what it should', () => {
  it('loses nothing when it was full and has room again', () => {
    const file = fresh();
    const disk = smallDisk(20);
    const journal = jsonLinesJournal(file, { bufferBytes: 0, write: disk.write });
    expect(journal.append(numbered(2))).toBe(2);
    const error = thrownBy(() => journal.append([{ n: 2 }]));
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ file, code: 'ENOSPC' });
    expect((error as JournalError).message).toContain('free some space');
    expect(() => journal.append([{ n: 3 }])).toThrow(JournalError);
    expect(() => journal.close()).toThrow(JournalError);
    disk.room = 1_000;
    expect(journal.append([{ n: 4 }])).toBe(5);
    expect([...journal.scan(0)]).toEqual(numbered(5));
    journal.close();
    expect(text(file)).toBe('{"n":0}\n{"n":1}\n{"n":2}\n{"n":3}\n{"n":4}\n');
  });

  it('keeps bytes that it could not write, though they are used again', () => {
    const file = fresh();
    const disk = smallDisk(3);
    const journal = jsonLinesJournal(file, { bufferBytes: 8, write: disk.write });
    const bytes = Buffer.from('{"n":0}\n{"n":1}\n');
    expect(() => journal.appendBytes?.(bytes, 2)).toThrow(JournalError);
    bytes.fill('x');
    disk.room = 1_000;
    expect(journal.appendBytes?.(Buffer.from('{"n":2}\n'), 1)).toBe(3);
    journal.close();
    expect(text(file)).toBe('{"n":0}\n{"n":1}\n{"n":2}\n');
  });

  it('writes the same file however little it takes at a time', () => {
    const file = fresh();
    const oneByte = (fd: number, bytes: Uint8Array): number => writeSync(fd, bytes, 0, 1);
    const journal = jsonLinesJournal(file, { bufferBytes: 10, write: oneByte });
    for (const record of numbered(20)) journal.append([record]);
    journal.close();
    expect(text(file)).toBe(
      numbered(20)
        .map(({ n }) => `{"n":${String(n)}}\n`)
        .join(''),
    );
  });

  it('is asked again once 8 MiB wait, and what it cannot take then is refused', () => {
    const file = fresh();
    const disk = smallDisk(0);
    const journal = jsonLinesJournal(file, { write: disk.write });
    const megabyte = (n: number): JournalRecord => ({ n, fill: 'x'.repeat(1_048_576) });
    for (let n = 0; n < 8; n += 1) expect(() => journal.append([megabyte(n)])).toThrow(JournalError);
    expect(() => journal.append([megabyte(8)])).toThrow(JournalError);
    disk.room = Infinity;
    expect(journal.append([{ n: 9 }])).toBe(9);
    expect([...journal.scan(0)].map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 9]);
    journal.close();
  });

  it('says that a folder is no file', () => {
    const folder = dirname(written(''));
    const error = thrownBy(() => jsonLinesJournal(folder));
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ file: folder, code: 'EISDIR' });
    expect((error as JournalError).message).toContain('name a file');
  });

  it('says that a file is no folder', () => {
    const file = join(written(''), 'history.jsonl');
    const error = thrownBy(() => jsonLinesJournal(file));
    expect(error).toBeInstanceOf(JournalError);
    expect((error as JournalError).message).toContain('a part of its path is a file');
  });

  it('does not follow a symbolic link', () => {
    const target = written('keep me');
    const link = join(dirname(target), 'link.jsonl');
    symlinkSync(target, link);
    expect(thrownBy(() => jsonLinesJournal(link))).toMatchObject({ name: 'JournalError', code: 'ELOOP' });
    expect(text(target)).toBe('keep me');
  });

  it('tells of rights that are missing, and keeps the cause', () => {
    const cause = Object.assign(new Error('EACCES: permission denied, write'), { code: 'EACCES' });
    const journal = jsonLinesJournal(fresh(), {
      write: () => {
        throw cause;
      },
    });
    journal.append([{ n: 1 }]);
    const error = thrownBy(() => journal.verify());
    expect(error).toMatchObject({ name: 'JournalError', code: 'EACCES', cause });
    expect((error as JournalError).message).toContain('permission denied');
  });

  it('tells of a file that was taken away', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    journal.append([{ n: 1 }]);
    const scan = journal.scan(0);
    rmSync(file);
    expect(thrownBy(() => [...scan])).toMatchObject({ name: 'JournalError', code: 'ENOENT', file });
  });

  it('reads no further than the journal wrote, whatever another one appends', () => {
    const file = fresh();
    const journal = jsonLinesJournal(file);
    journal.append([{ n: 1 }]);
    const scan = journal.scan(0);
    appendFileSync(file, 'foreign\n');
    expect([...scan]).toEqual([{ n: 1 }]);
  });
});
