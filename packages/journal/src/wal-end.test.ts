import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { readDurableJournal } from './durable-reader.js';
import {
  RECORDS,
  allRecords,
  copyJournal,
  filledJournal,
  flipBit,
  openIndexed,
  recordAt,
} from './testing/damaged-journal.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

describe('the end of the -wal file of a killed run', () => {
  it('that was torn costs the append that was not finished, and its bytes are told', async () => {
    const file = await filledJournal(fresh, 'killed');
    const { size } = statSync(`${file}-wal`);
    // A frame is 24 bytes and a page of 4,096; the last append has several.
    for (const missing of [1, 4_000, 4_096, 4_110, 4_119]) {
      const copy = fresh('torn');
      copyJournal(file, copy);
      truncateSync(`${copy}-wal`, size - missing);
      const journal = await openIndexed(copy);
      expect(journal.opening).toMatchObject({ records: RECORDS - 1, cleanStop: false });
      expect(journal.opening.cut).toHaveLength(1);
      expect(journal.opening.cut[0]).toMatch(/^\d+ bytes of an unfinished write at the end of its -wal file$/);
      const bytes = Number.parseInt(journal.opening.cut[0] ?? '', 10);
      expect((bytes + missing) % 4_120).toBe(0);
      expect(journal.append([recordAt(RECORDS - 1)])).toBe(RECORDS);
      journal.close();
    }
  });

  it('with frames of an earlier round is an ordinary one', async () => {
    const file = fresh('run.journal');
    const journal = await openIndexed(file);
    // More than a checkpoint's worth: the file is begun anew and keeps old frames behind the new ones.
    for (let count = 0; count < 400; count += 1) journal.append([{ n: count }]);
    const copy = fresh('copy');
    copyJournal(file, copy);
    journal.close();
    const again = await openIndexed(copy);
    expect(again.opening).toMatchObject({ records: 400, cleanStop: false, cut: [] });
    again.close();
  });

  it('with a damaged header is damage, also where nothing else is left of the journal', async () => {
    const file = await filledJournal(fresh, 'killed');
    const bytes = readFileSync(`${file}-wal`);
    flipBit(bytes, 100);
    writeFileSync(`${file}-wal`, bytes);
    await expect(openIndexed(file)).rejects.toThrow('the header of its -wal file is damaged');
  });

  it('is not changed by one who only reads', async () => {
    const file = await filledJournal(fresh, 'killed');
    const before = [file, `${file}-wal`].map((path) => readFileSync(path));
    const reader = await readDurableJournal(file);
    expect([...reader.scan(0)]).toEqual(allRecords);
    expect(reader.verify()).toEqual({ ok: true, records: RECORDS, problems: [] });
    reader.close();
    expect([file, `${file}-wal`].map((path) => readFileSync(path))).toEqual(before);
    const journal = await openIndexed(file);
    expect(journal.opening).toMatchObject({ records: RECORDS, cleanStop: false });
    journal.close();
  });
});
