import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SearchLog } from '@q/backtest';
import { wholeLines } from '@q/backtest';

/** The file in the folder of a run that a search can be gone on from. */
export const SEARCH_FILE = 'search.jsonl';

/** The lines of a search in a file: each trial when it ends, and all of them in their order at the end. The folder is made with the first line. */
export function searchLog(folder: string): SearchLog {
  const file = join(folder, SEARCH_FILE);
  const kept = existsSync(file) ? keptLines(file) : [];
  return {
    kept,
    add(line) {
      mkdirSync(dirname(file), { recursive: true });
      appendFileSync(file, `${line}\n`);
    },
    finish(lines) {
      const ordered = `${file}.tmp`;
      writeFileSync(ordered, `${lines.join('\n')}\n`);
      renameSync(ordered, file);
    },
  };
}

/** A line that was torn when the process died is taken off the file: what comes next must not be written behind it. */
function keptLines(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const lines = wholeLines(text);
  const whole = lines.map((line) => `${line}\n`).join('');
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole));
  return lines;
}
