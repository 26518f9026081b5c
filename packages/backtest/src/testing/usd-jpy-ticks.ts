import { join } from 'node:path';
import type { TickRow } from '@q/brokers';

const DATA = join(__dirname, '../../../../../shared/data');
const FILES = ['usdjpy-m1-bid-2013.csv', 'usdjpy-m1-ask-2013.csv'] as const;

/** How a test, which alone may touch files, looks for one and reads it. */
export interface Files {
  readonly existsSync: (path: string) => boolean;
  readonly readFileSync: (path: string, encoding: 'utf8') => string;
}

/** The files of quotes that are not there; said on stderr, for the tests that need them are skipped. */
export function missingQuotes({ existsSync }: Files): readonly string[] {
  const missing = FILES.filter((file) => !existsSync(join(DATA, file)));
  if (missing.length > 0)
    process.stderr.write(`SKIPPED: ../shared lacks ${missing.join(', ')}; the published balance is not compared\n`);
  return missing;
}

/** Quotes of February 2013: four a minute, its open, high, low and close, the last one just before it ends. */
export function usdJpyTicks({ readFileSync }: Files): readonly TickRow[] {
  const [bids, asks] = FILES.map((file) => minutesOf(readFileSync(join(DATA, file), 'utf8')));
  return (bids ?? []).flatMap(({ closedAt, prices }, row) =>
    prices.map((bid, point) => ({ time: closedAt - (4 - point) * 100, bid, ask: asks?.[row]?.prices[point] })),
  );
}

interface Minute {
  /** When it closed, ms UTC. */
  readonly closedAt: number;
  /** Open, high, low, close. */
  readonly prices: readonly number[];
}

function minutesOf(text: string): readonly Minute[] {
  const [, ...lines] = text.trim().split('\n');
  return lines.map((line) => {
    const [time = '', ...prices] = line.split(',');
    return { closedAt: Date.parse(`${time.slice(0, 19).replace(' ', 'T')}Z`), prices: prices.map(Number) };
  });
}
