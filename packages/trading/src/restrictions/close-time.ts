const CLOSE_TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

export interface CloseTime {
  /** Time since local midnight, ms. */
  readonly timeOfDay: number;
  /** `UTC` or `+HH:MM`, where the text says so. */
  readonly zone: string | undefined;
}

/** Reads `23:40`, `23:40:00` or `23:40:00+03:00`; `undefined` for anything else. */
export function parseCloseTime(text: string): CloseTime | undefined {
  const [match, hours, minutes, seconds, zone] = CLOSE_TIME.exec(text) ?? [];
  if (match === undefined) return undefined;
  const timeOfDay = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1_000;
  return { timeOfDay, zone: zone === 'Z' ? 'UTC' : zone };
}
