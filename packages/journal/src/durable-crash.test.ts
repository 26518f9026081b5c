import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { openDurableJournal } from './durable-journal.js';
import { readDurableJournal } from './durable-reader.js';
import { JournalLockedError } from './journal-lock.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();
const SCRIPT = join(__dirname, 'testing/append-until-stopped.ts');
// The root is where the loader of TypeScript is installed.
const ROOT = join(__dirname, '../../..');

type Appender = ChildProcessByStdio<null, Readable, null>;

interface Started {
  readonly child: Appender;
  readonly lines: AsyncIterator<string>;
}

/** @param fileBlocks what its files may grow to, in the shell's unit of 512 bytes */
function start(file: string, { batch = 1, killStep = 0, fileBlocks = 0 } = {}): Started {
  const node = [
    process.execPath,
    '--conditions=@q/source',
    '--import',
    'tsx/esm',
    SCRIPT,
    file,
    `${batch}`,
    `${killStep}`,
  ];
  const [program = '', ...args] =
    fileBlocks === 0 ? node : ['sh', '-c', `ulimit -f ${fileBlocks}; exec "$@"`, 'sh', ...node];
  const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
}

async function nextOf({ lines }: Started): Promise<unknown> {
  const { done, value } = await lines.next();
  return done === true ? undefined : JSON.parse(value);
}

/** Reads what is left until the process has ended; gives the last number of records that it said. */
async function acknowledgedOf(started: Started, before: number): Promise<number> {
  let acknowledged = before;
  for (let said = await nextOf(started); said !== undefined; said = await nextOf(started)) {
    if (typeof said === 'number') acknowledged = said;
  }
  return acknowledged;
}

async function killedAfter(
  file: string,
  { appends, batch }: { appends: number; batch: number },
): Promise<{ opening: unknown; acknowledged: number }> {
  const started = start(file, { batch });
  const opening = await nextOf(started);
  let acknowledged = 0;
  for (let count = 0; count < appends; count += 1) acknowledged = Number(await nextOf(started));
  started.child.kill('SIGKILL');
  return { opening, acknowledged: await acknowledgedOf(started, acknowledged) };
}

/** Every record there is, which must be 0, 1, 2 and so on, each once. */
async function storedIn(file: string): Promise<number> {
  const reader = await readDurableJournal(file);
  const { ok, records, problems } = reader.verify();
  expect({ ok, problems }).toEqual({ ok: true, problems: [] });
  let next = 0;
  for (const { n } of reader.scan(0)) {
    if (n !== next) throw new Error(`record ${next} says ${String(n)}`);
    next += 1;
  }
  expect(next).toBe(records);
  reader.close();
  return records;
}

describe('a process that is killed while it appends', () => {
  it('loses nothing that it was told is stored, and nothing is there twice or half', async () => {
    const file = fresh('run.journal');
    let stored = 0;
    for (const [index, appends] of [1, 2, 3, 5, 8, 13, 21, 34, 400, 55, 89, 144].entries()) {
      const batch = index % 3 === 2 ? 10 : 1;
      const { opening, acknowledged } = await killedAfter(file, { appends, batch });
      expect(opening).toMatchObject({ records: stored, cleanStop: index === 0 });
      stored = await storedIn(file);
      expect(stored).toBeGreaterThanOrEqual(acknowledged);
      expect(stored).toBeLessThanOrEqual(acknowledged + batch);
    }
    const journal = await openDurableJournal(file, { ballastBytes: 0, index: () => ({ thread: '0' }) });
    expect(journal.opening).toMatchObject({ records: stored, checked: stored, cleanStop: false });
    expect(journal.append([{ n: stored }])).toBe(stored + 1);
    journal.close();
    expect(await storedIn(file)).toBe(stored + 1);
  });

  it.each([
    [1, 0],
    [2, 0],
    [3, 3],
    [4, 3],
    [5, 3],
    [6, 6],
    [7, 6],
    [8, 6],
  ])('at step %i has %i records', async (killStep, stored) => {
    const file = fresh('run.journal');
    const started = start(file, { batch: 3, killStep });
    const acknowledged = await acknowledgedOf(started, 0);
    expect(await storedIn(file)).toBe(stored);
    expect(stored - acknowledged).toBe(killStep % 3 === 0 ? 3 : 0);
  });
});

describe('another process', () => {
  it('is refused at once while one has the journal, and is told which one', async () => {
    const file = fresh('run.journal');
    const started = start(file);
    await nextOf(started);
    await nextOf(started);
    await expect(openDurableJournal(file)).rejects.toMatchObject({
      name: 'JournalLockedError',
      file,
      pid: started.child.pid,
    });
    await expect(readDurableJournal(file)).rejects.toThrow(JournalLockedError);
    started.child.kill('SIGKILL');
    await once(started.child, 'exit');
    expect(await storedIn(file)).toBeGreaterThan(0);
  });
});

describe('a disk that fails', () => {
  it('ends all appending, since what it stored is unknown', async () => {
    const file = fresh('run.journal');
    mkdirSync(dirname(file), { recursive: true });
    // A file that may not grow any more fails like a broken disk: the system gives EFBIG, SQLite an I/O error.
    const started = start(file, { fileBlocks: 600, batch: 5 });
    let acknowledged = 0;
    const errors: unknown[] = [];
    await nextOf(started);
    for (let said = await nextOf(started); said !== undefined; said = await nextOf(started)) {
      if (typeof said === 'number') acknowledged = said;
      else errors.push(said);
    }
    expect(acknowledged).toBeGreaterThan(0);
    expect(errors).toEqual([
      { attempt: 'first', full: false, said: expect.stringContaining('SQLITE_IOERR_WRITE') },
      { attempt: 'second', full: false, said: expect.stringContaining('the disk failed before') },
    ]);
    expect(await storedIn(file)).toBeGreaterThanOrEqual(acknowledged);
  });
});
