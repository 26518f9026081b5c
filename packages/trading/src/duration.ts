const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90m`, `4h`, `2d`, `1w` in milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([mhdw])$/.exec(text) ?? [];
  const ms = UNIT_MS[unit ?? ''];
  return count === undefined || ms === undefined || Number(count) === 0 ? undefined : Number(count) * ms;
}
