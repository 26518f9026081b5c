import { writeSync } from 'node:fs';
import { isFull } from '../journal-error.js';
import { openDurableJournal } from '../durable-journal.js';

/**
 * A process of its own for tests: appends records `{ n, of, once }` with n = 0, 1, 2 and so on to a journal, and says on standard
 * output, a line each: what it found at opening, the number of records after each append, and the error that ended it.
 * Arguments: the file, records per append, and the step at which it kills itself (0 for none).
 */
async function appendUntilStopped([file = '', batch = '1', killStep = '0']: readonly string[]): Promise<void> {
  const journal = await openDurableJournal(file, {
    ballastBytes: 0,
    index: ({ n, of }) => ({ thread: String(of), unique: String(n) }),
    onStep: (step) => {
      if (step === Number(killStep)) process.kill(process.pid, 'SIGKILL');
    },
  });
  say(journal.opening);
  let records = journal.opening.records;
  const appendOne = (): void => {
    const fresh = Array.from({ length: Number(batch) }, (_, offset) => ({
      n: records + offset,
      of: `${(records + offset) % 7}`,
    }));
    records = journal.append(fresh);
    say(records);
  };
  for (const attempt of ['first', 'second']) {
    try {
      for (;;) appendOne();
    } catch (error) {
      say({ attempt, full: isFull(error), said: String(error) });
    }
  }
}

function say(value: unknown): void {
  writeSync(1, `${JSON.stringify(value)}\n`);
}

void appendUntilStopped(process.argv.slice(2));
