/** The five levels, by their Python names, from the chattiest to the gravest. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/** How grave a level is (Python's numbers); a record is written when it reaches the threshold of its logger. */
export const SEVERITY: Readonly<Record<LogLevel, number>> = {
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

/** Every level that can be configured, chattiest first. */
export const LOG_LEVELS: readonly LogLevel[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

const ACCEPTED: ReadonlyMap<string, LogLevel> = new Map<string, LogLevel>([
  ...LOG_LEVELS.map((level): [string, LogLevel] => [level, level]),
  ['WARN', 'WARNING'],
  ['FATAL', 'CRITICAL'],
]);

/**
 * Reads a level name in any case; `WARN` and `FATAL` are accepted too.
 * @throws RangeError that lists the allowed names and the nearest one.
 */
export function parseLogLevel(text: string): LogLevel {
  const level = ACCEPTED.get(text.trim().toUpperCase());
  if (level !== undefined) return level;
  throw new RangeError(
    `Unknown log level "${text}". Use one of ${LOG_LEVELS.join(', ')} (WARN and FATAL are accepted too); ` +
      `the nearest is "${nearestName(text.trim().toUpperCase())}".`,
  );
}

function nearestName(text: string): string {
  const distances = [...ACCEPTED.keys()].map((name) => ({ name, edits: editDistance(text.slice(0, 20), name) }));
  return distances.reduce((best, next) => (next.edits < best.edits ? next : best)).name;
}

function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (const [index, letter] of left.split('').entries()) {
    const next = [index + 1];
    for (const [column, other] of right.split('').entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
