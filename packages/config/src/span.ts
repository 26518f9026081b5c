/** A length of time: months of the calendar, or milliseconds. */
export type Span = { readonly months: number } | { readonly ms: number };

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Reads `90m`, `12h`, `30d`, `8w` and `6mo`; `undefined` for anything else. */
export function parseSpan(text: string): Span | undefined {
  const [, digits, unit = ''] = /^(\d+)(mo|[mhdw])$/.exec(text) ?? [];
  const count = Number(digits ?? 0);
  if (count === 0) return undefined;
  return unit === 'mo' ? { months: count } : { ms: count * (UNIT_MS[unit] ?? NaN) };
}

/** The instant that lies so many spans behind another (before it where `times` is negative), ms UTC. A day that a month does not have is its last. */
export function afterSpans(instant: number, span: Span, times: number): number {
  if ('ms' in span) return instant + times * span.ms;
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + times * span.months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
}
