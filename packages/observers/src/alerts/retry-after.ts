/** A wait that nobody means: it would keep a sink silent for good. */
const LONGEST_MS = 86_400_000;

/**
 * How long a receiver wants to be left alone: the header `Retry-After` in seconds or as a date, `retry_after` of Discord and
 * `parameters.retry_after` of Telegram in seconds. The longest of them, at most a day.
 */
export function retryAfterMs(header: string | null, body: string, now: number): number | undefined {
  const waits = [headerMs(header, now), ...bodySeconds(body).map((seconds) => seconds * 1_000)];
  const known = waits.filter((wait): wait is number => wait !== undefined && wait >= 0);
  return known.length === 0 ? undefined : Math.min(Math.ceil(Math.max(...known)), LONGEST_MS);
}

function headerMs(header: string | null, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  // Dates begin with a weekday: other texts that a lenient parser takes for dates are none.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function bodySeconds(body: string): readonly number[] {
  if (!body.includes('retry_after')) return [];
  try {
    const answer: unknown = JSON.parse(body);
    return [fieldOf(answer, 'retry_after'), fieldOf(fieldOf(answer, 'parameters'), 'retry_after')].filter(
      (value): value is number => typeof value === 'number' && Number.isFinite(value),
    );
  } catch {
    return [];
  }
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([name]) => name === key)?.[1]
    : undefined;
}
