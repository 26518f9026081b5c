import { existsSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { JournalRecord } from '@q/events';
import { openDurableJournal } from './durable-journal.js';
import { JournalError, isFull } from './journal-error.js';
import { numbered } from './testing/journal-contract.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();
const MEGABYTE = 1_048_576;

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a disk that is full', () => {
  const wide = (count: number): JournalRecord[] => numbered(count).map(({ n }) => ({ n, fill: 'x'.repeat(1_000) }));

  it('takes nothing of a batch, and the journal goes on when there is room', async () => {
    const file = fresh('run.journal');
    const journal = await openDurableJournal(file, { ballastBytes: 0, maxPages: 40 });
    expect(journal.append(wide(20))).toBe(20);
    for (const attempt of [1, 2]) {
      const error = thrownBy(() => journal.append(wide(200)));
      expect([attempt, isFull(error)]).toEqual([attempt, true]);
      expect(error).toBeInstanceOf(JournalError);
      expect(error).toMatchObject({ file, code: 'SQLITE_FULL' });
      expect((error as Error).message).toContain('nothing of it was stored');
    }
    // There is room for less.
    expect(journal.append([{ n: 'after' }])).toBe(21);
    expect([...journal.scan(0)]).toEqual([...wide(20), { n: 'after' }]);
    expect(journal.verify()).toEqual({ ok: true, records: 21, problems: [] });
    journal.close();
    const roomy = await openDurableJournal(file, { ballastBytes: 0 });
    expect(roomy.opening).toMatchObject({ records: 21, cleanStop: true });
    expect(roomy.append(wide(200))).toBe(221);
    roomy.close();
  });

  it('takes no snapshot either, and keeps the former one', async () => {
    const journal = await openDurableJournal(fresh('run.journal'), { ballastBytes: 0, maxPages: 30 });
    journal.append(numbered(1));
    journal.snapshot({ small: 1 }, 1);
    expect(isFull(thrownBy(() => journal.snapshot({ fill: 'x'.repeat(500_000) }, 1)))).toBe(true);
    expect(journal.lastSnapshot()).toEqual({ at: 1, state: { small: 1 } });
    expect(journal.append([{ n: 1 }])).toBe(2);
    journal.close();
  });
});

describe('the ballast', () => {
  it('is there from the start, of 16 MiB that are really written, and survives the run', async () => {
    const file = fresh('run.journal');
    const journal = await openDurableJournal(file);
    expect(journal.hasBallast).toBe(true);
    const { size, blocks } = statSync(`${file}.ballast`);
    expect(size).toBe(16 * MEGABYTE);
    expect(blocks * 512).toBeGreaterThanOrEqual(16 * MEGABYTE);
    expect(gzipSync(readFileSync(`${file}.ballast`).subarray(0, MEGABYTE), { level: 1 }).length).toBeGreaterThan(
      MEGABYTE,
    );
    journal.close();
    expect(existsSync(`${file}.ballast`)).toBe(true);
  });

  it('is given back and made again', async () => {
    const file = fresh('run.journal');
    const journal = await openDurableJournal(file, { ballastBytes: 2 * MEGABYTE + 5 });
    expect(statSync(`${file}.ballast`).size).toBe(2 * MEGABYTE + 5);
    journal.releaseBallast();
    journal.releaseBallast();
    expect(journal.hasBallast).toBe(false);
    expect(existsSync(`${file}.ballast`)).toBe(false);
    expect(journal.restoreBallast()).toBe(true);
    expect(journal.restoreBallast()).toBe(true);
    expect(statSync(`${file}.ballast`).size).toBe(2 * MEGABYTE + 5);
    journal.close();
    expect(() => journal.restoreBallast()).toThrow('closed');
  });

  it('of another size is made anew, and none is none', async () => {
    const file = fresh('run.journal');
    for (const ballastBytes of [1_000, 70_000, 3_000]) {
      const journal = await openDurableJournal(file, { ballastBytes });
      expect(statSync(`${file}.ballast`).size).toBe(ballastBytes);
      journal.close();
    }
    const journal = await openDurableJournal(file, { ballastBytes: 0 });
    expect([journal.hasBallast, existsSync(`${file}.ballast`)]).toEqual([false, false]);
    expect(journal.restoreBallast()).toBe(true);
    journal.close();
  });
});
