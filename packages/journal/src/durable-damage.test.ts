import { statSync, truncateSync } from 'node:fs';
import type { JournalRecord } from '@q/events';
import { crc32 } from './crc32.js';
import { readDurableJournal } from './durable-reader.js';
import { JournalDamagedError } from './journal-damaged-error.js';
import type { Sqlite } from './sqlite.js';
import { RECORDS, allRecords, changeBehind, filledJournal, openIndexed, recordAt } from './testing/damaged-journal.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

async function errorOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('records that are wrong at the end', () => {
  const spoil =
    (...seqs: number[]) =>
    ({ schema, run }: Sqlite): void =>
      seqs.forEach((seq) => run(`UPDATE ${schema}.records SET crc = '00000000' WHERE seq = ?`, seq));

  it.each([
    [[19], 19],
    [[18, 19], 18],
    [[15, 16, 17, 18, 19], 15],
  ])('%j were torn by a kill: they are taken away, and that is told', async (seqs, left) => {
    const file = await filledJournal(fresh, 'killed');
    await changeBehind(file, spoil(...seqs));
    const journal = await openIndexed(file);
    expect(journal.opening).toMatchObject({ records: left, cleanStop: false });
    expect(journal.opening.cut).toEqual([
      `the last ${RECORDS - left} records, from record ${left} on (its checksum is wrong)`,
    ]);
    expect([...journal.scan(0)]).toEqual(allRecords.slice(0, left));
    expect(journal.append([recordAt(left)])).toBe(left + 1);
    expect(journal.verify()).toEqual({ ok: true, records: left + 1, problems: [] });
    journal.close();
    const again = await openIndexed(file);
    expect(again.opening).toMatchObject({ records: left + 1, cleanStop: true, cut: [] });
    again.close();
  });

  it.each([
    ['the stop was clean', 'clean', [19], 19],
    ['a right one follows', 'killed', [17, 18], 17],
    ['one is in the middle as well', 'killed', [7, 19], 7],
    ['no right one comes before', 'killed', Array.from({ length: RECORDS }, (_, seq) => seq), 0],
  ] as const)('are damage where %s', async (_where, stop, seqs, seq) => {
    const file = await filledJournal(fresh, stop);
    await changeBehind(file, spoil(...seqs));
    await expect(openIndexed(file)).rejects.toMatchObject({ name: 'JournalDamagedError', seq });
    await expect(openIndexed(file)).rejects.toThrow(`damaged at record ${seq}: its checksum is wrong`);
  });
});

describe('records that are gone or changed', () => {
  it.each([
    ['one in the middle', 'DELETE FROM records WHERE seq = 8', 8, 'it is missing'],
    ['the first', 'DELETE FROM records WHERE seq = 0', 0, 'it is missing'],
    ['the last', 'DELETE FROM records WHERE seq = 19', 19, 'it was closed with 20 records, has 19 now'],
    ['all', 'DELETE FROM records', 0, 'it was closed with 20 records, has 0 now'],
    ['two that changed places', 'UPDATE records SET seq = 40 - seq WHERE seq IN (4, 5)', 4, 'it is missing'],
    [
      'one that was put in',
      "INSERT INTO records VALUES (20, NULL, NULL, NULL, '{}', '00000000', 'x')",
      20,
      'checksum is wrong',
    ],
  ])('%s', async (_what, sql, seq, said) => {
    const file = await filledJournal(fresh, 'clean');
    await changeBehind(file, ({ exec }) => exec(sql));
    const error = await errorOf(openIndexed(file));
    expect(error).toMatchObject({ name: 'JournalDamagedError', seq });
    expect((error as Error).message).toContain(said);
  });

  it('a record that was made anew with a right checksum does not continue the chain', async () => {
    const file = await filledJournal(fresh, 'clean');
    await changeBehind(file, ({ exec }) =>
      exec(`UPDATE records SET body = '{}', crc = '${crc32('{}')}' WHERE seq = 6`),
    );
    const reader = await readDurableJournal(file);
    expect(() => [...reader.scan(0)]).toThrow('damaged at record 6: its hash does not continue the chain');
    reader.close();
    await expect(openIndexed(file)).rejects.toMatchObject({ seq: 6 });
  });

  it('a tail that is right does not hide damage from a scan or from an opening that checks all', async () => {
    const file = fresh('long.journal');
    const journal = await openIndexed(file);
    journal.append(Array.from({ length: 1_500 }, (_, n) => ({ n })));
    journal.close();
    await changeBehind(file, ({ schema, run }) => run(`UPDATE ${schema}.records SET body = '{"n":1}' WHERE seq = 100`));
    const tail = await openIndexed(file);
    expect(tail.opening).toMatchObject({ records: 1_500, checked: 1_000 });
    expect(() => [...tail.scan(0)]).toThrow('damaged at record 100');
    tail.close();
    await expect(openIndexed(file, { verify: 'all' })).rejects.toMatchObject({ seq: 100 });
  });

  it('a snapshot with a wrong checksum is not given', async () => {
    const file = fresh('run.journal');
    const journal = await openIndexed(file);
    journal.snapshot({ total: 1 }, 0);
    journal.close();
    await changeBehind(file, ({ exec }) => exec('UPDATE snapshots SET state = \'{"total":2}\''));
    const reader = await readDurableJournal(file);
    expect(() => reader.lastSnapshot()).toThrow('the checksum of its snapshot at 0 is wrong');
    reader.close();
  });
});

describe('a file that was cut off', () => {
  it('is damaged, and the first record that is gone is named where the rest can be read', async () => {
    const file = fresh('run.journal');
    const journal = await openIndexed(file);
    journal.append(Array.from({ length: 500 }, (_, n) => recordAt(n)));
    journal.close();
    const { size } = statSync(file);
    truncateSync(file, Math.floor(size / 8192) * 4096);
    const error = await errorOf(openIndexed(file));
    expect(error).toBeInstanceOf(JournalDamagedError);
    const { seq } = error as JournalDamagedError;
    const reader = await readDurableJournal(file);
    const seen: JournalRecord[] = [];
    expect(() => {
      for (const record of reader.scan(0)) seen.push(record);
    }).toThrow(`damaged at record ${String(seq)}`);
    expect(reader.verify().problems[0]).toContain(`record ${String(seq)}: `);
    reader.close();
    truncateSync(file, 4_096);
    await expect(openIndexed(file)).rejects.toThrow(JournalDamagedError);
    truncateSync(file, 50);
    await expect(openIndexed(file)).rejects.toThrow('nothing can be read');
  });
});
