const HOUR_MS = 3_600_000;

/** Offset of a zone from UTC in ms; looked up once for each hour, because that is what a zone's clocks change by. */
export function zoneOffset(timeZone: string): (instant: number) => number {
  if (timeZone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  let knownHour = NaN;
  let offset = 0;
  return (instant) => {
    const quarter = Math.floor((instant * 4) / HOUR_MS);
    if (quarter !== knownHour) {
      knownHour = quarter;
      offset = localTime(format, instant) - Math.floor(instant / 1_000) * 1_000;
    }
    return offset;
  };
}

/** The wall clock of a zone, read as if it were UTC. */
function localTime(format: Intl.DateTimeFormat, instant: number): number {
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
