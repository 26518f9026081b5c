import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { readDurableJournal } from './durable-reader.js';
import { JournalDamagedError } from './journal-damaged-error.js';
import { JournalError } from './journal-error.js';
import { bytesOf } from './sqlite.js';
import {
  RECORDS,
  allRecords,
  changeBehind,
  copyJournal,
  filledJournal,
  flipBit,
  openIndexed,
} from './testing/damaged-journal.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

/** What becomes of a journal that was changed: it is refused, or says the same as before, or tells what is gone from its end. */
async function outcomeOf(file: string): Promise<'refused' | 'same' | 'cut' | 'silently wrong'> {
  try {
    const journal = await openIndexed(file, { verify: 'all' });
    const records = [...journal.scan(0)];
    const inThreads = [0, 1, 2].flatMap((of) => [...journal.scanThread(`t${of}`)]).length;
    journal.close();
    const isStart = JSON.stringify(records) === JSON.stringify(allRecords.slice(0, records.length));
    if (!isStart || inThreads !== records.length) return 'silently wrong';
    if (records.length === RECORDS) return 'same';
    return journal.opening.cut.length > 0 ? 'cut' : 'silently wrong';
  } catch (error) {
    if (error instanceof JournalDamagedError || error instanceof JournalError) return 'refused';
    throw error;
  }
}

async function errorOf(run: Promise<unknown>): Promise<unknown> {
  return run.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe('one flipped bit', () => {
  it.each(['body', 'crc', 'hash', 'kind', 'thread', 'unique_key'])(
    'in the %s of a record is found, at that record',
    async (column) => {
      const file = await filledJournal(fresh, 'clean');
      const copy = `${file}.flipped`;
      for (let flipIndex = 0; flipIndex < 35; flipIndex += 1) {
        copyFileSync(file, copy);
        const seq = (flipIndex * 7) % RECORDS;
        await changeBehind(copy, ({ schema, rows, run }) => {
          const [row] = rows(`SELECT CAST(${column} AS BLOB) AS value FROM ${schema}.records WHERE seq = ?`, seq);
          const value = bytesOf(row?.['value']) ?? Buffer.alloc(0);
          flipBit(value, (flipIndex * 131) % (value.length * 8));
          run(`UPDATE ${schema}.records SET ${column} = CAST(x'${value.toString('hex')}' AS TEXT) WHERE seq = ?`, seq);
        });
        const error = await errorOf(openIndexed(copy));
        expect(error).toBeInstanceOf(JournalDamagedError);
        expect(error).toMatchObject({ file: copy, seq });
        const reader = await readDurableJournal(copy);
        expect(reader.verify().problems[0]).toContain(`record ${seq}: `);
        expect(() => [...reader.scan(0)]).toThrow(`damaged at record ${seq}`);
        expect([...reader.scan(seq + 2)]).toEqual(allRecords.slice(seq + 2));
        reader.close();
      }
    },
  );

  it('anywhere in the file is found or does no harm', async () => {
    const file = await filledJournal(fresh, 'clean');
    const bytes = readFileSync(file);
    const outcomes = new Map<string, number>();
    for (let bit = 3; bit < bytes.length * 8; bit += 1_223) {
      const copy = `${file}.flipped`;
      const flipped = Buffer.from(bytes);
      flipBit(flipped, bit);
      writeFileSync(copy, flipped);
      const outcome = await outcomeOf(copy);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect([bit, outcome]).not.toEqual([bit, 'silently wrong']);
    }
    expect([...outcomes.keys()].sort()).toEqual(['refused', 'same']);
  });

  it('anywhere in the -wal file of a killed run is found, or costs the last append and that is told', async () => {
    const file = await filledJournal(fresh, 'killed');
    const bytes = readFileSync(`${file}-wal`);
    const outcomes = new Map<string, number>();
    for (let bit = 5; bit < bytes.length * 8; bit += 14_009) {
      const copy = fresh('flipped');
      copyJournal(file, copy);
      const flipped = Buffer.from(bytes);
      flipBit(flipped, bit);
      writeFileSync(`${copy}-wal`, flipped);
      const outcome = await outcomeOf(copy);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      expect([bit, outcome]).not.toEqual([bit, 'silently wrong']);
    }
    expect([...outcomes.keys()].sort()).toEqual(['cut', 'refused']);
  });
});
