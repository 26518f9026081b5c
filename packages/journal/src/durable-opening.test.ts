import { existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { openDurableJournal } from './durable-journal.js';
import { readDurableJournal } from './durable-reader.js';
import { JournalError } from './journal-error.js';
import { JournalLockedError } from './journal-lock.js';
import { loadSqlite } from './sqlite.js';
import type { DurableJournal } from './sqlite-journal.js';
import { numbered } from './testing/journal-contract.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

async function opened(file = fresh('run.journal')): Promise<DurableJournal> {
  return openDurableJournal(file, { ballastBytes: 0 });
}

describe('what is refused as a journal', () => {
  it.each([
    [
      'a text file',
      (file: string) => writeFileSync(file, 'hello, this is no journal\n'.repeat(100)),
      'never was a journal',
    ],
    ['a short text file', (file: string) => writeFileSync(file, 'hello'), 'never was a journal'],
    ['a folder', (file: string) => mkdirSync(file), 'it is a folder'],
    [
      'a symbolic link',
      (file: string) => {
        writeFileSync(`${file}.target`, '');
        symlinkSync(`${file}.target`, file);
      },
      'it is a symbolic link',
    ],
    ['a link to nowhere', (file: string) => symlinkSync(`${file}.nowhere`, file), 'it is a symbolic link'],
    [
      'a -wal file that is a link',
      (file: string) => {
        writeFileSync(file, '');
        symlinkSync(`${file}.nowhere`, `${file}-wal`);
      },
      'it is a symbolic link',
    ],
  ])('%s', async (_what, make, said) => {
    const file = fresh('run.journal');
    mkdirSync(dirname(file), { recursive: true });
    make(file);
    const before = lstatSync(file).mtimeMs;
    await expect(opened(file)).rejects.toThrow(said);
    await expect(opened(file)).rejects.toThrow(file);
    expect(lstatSync(file).mtimeMs).toBe(before);
    expect(existsSync(`${file}.nowhere`)).toBe(false);
  });

  it.each([
    [
      'a file of SQLite that another program made',
      'CREATE TABLE other (x); PRAGMA user_version=7',
      'belongs to another program',
    ],
    ['a journal of a newer version', `PRAGMA application_id=${0x514a4e4c}; PRAGMA user_version=2`, 'a newer version'],
  ])('%s', async (_what, sql, said) => {
    const file = fresh('run.journal');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const sqlite = (await loadSqlite())(file, 'write');
    for (const one of sql.split('; ')) sqlite.exec(one.replace(/(PRAGMA|TABLE) /, `$1 ${sqlite.schema}.`));
    sqlite.close();
    await expect(opened(file)).rejects.toThrow(JournalError);
    await expect(opened(file)).rejects.toThrow(said);
    await expect(readDurableJournal(file)).rejects.toThrow(said);
  });

  it('a file that is not there, for one who only reads', async () => {
    await expect(readDurableJournal(fresh('none'))).rejects.toMatchObject({ name: 'JournalError', code: 'ENOENT' });
  });
});

describe('one run at a time', () => {
  it('a second opening of the same process is refused and the first goes on', async () => {
    const journal = await opened();
    journal.append(numbered(1));
    await expect(opened(journal.file)).rejects.toMatchObject({
      name: 'JournalLockedError',
      file: journal.file,
      pid: process.pid,
    });
    await expect(readDurableJournal(journal.file)).rejects.toThrow(JournalLockedError);
    await expect(opened(journal.file)).rejects.toThrow(`in use by process ${process.pid}`);
    expect(journal.append([{ n: 1 }])).toBe(2);
    journal.close();
    const again = await opened(journal.file);
    expect(again.opening.records).toBe(2);
    again.close();
  });

  it('a file that names a holder is no lock, and one that names a process that is gone is not believed', async () => {
    const file = fresh('run.journal');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.pid`, `${process.pid}\n`);
    const journal = await opened(file);
    writeFileSync(`${file}.pid`, `${2 ** 22 + 1}\n`);
    await expect(opened(file)).rejects.toThrow('in use by another process');
    journal.close();
    expect(existsSync(`${file}.pid`)).toBe(false);
  });

  it('readers share it with each other and keep a run out', async () => {
    const journal = await opened();
    journal.append(numbered(2));
    journal.close();
    const [one, other] = [await readDurableJournal(journal.file), await readDurableJournal(journal.file)];
    expect([...one.scan(0)]).toEqual([...other.scan(0)]);
    one.close();
    one.close();
    other.close();
    const again = await opened(journal.file);
    again.close();
    expect(readdirSync(dirname(journal.file))).toEqual([basename(journal.file)]);
  });
});
