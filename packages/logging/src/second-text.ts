const MICROS_PER_SECOND = 1_000_000;
const LAST_SECOND = 8_640_000_000_000;

/** A moment in UTC: `2025-01-06T10:15:30` and the microseconds of that second, six digits. */
export interface MomentText {
  readonly second: string;
  readonly micros: string;
}

/** Splits microseconds since 1970 into texts; records of the same second share the work. A time that is none is 1970. */
export function secondTexts(): (timeMicros: number) => MomentText {
  let lastSecond = Number.NaN;
  let lastText = '';
  return (timeMicros) => {
    const time = Math.abs(timeMicros) <= LAST_SECOND * MICROS_PER_SECOND ? timeMicros : 0;
    const second = Math.floor(time / MICROS_PER_SECOND);
    if (second !== lastSecond) {
      lastSecond = second;
      lastText = new Date(second * 1000).toISOString().slice(0, -5);
    }
    const micros = Math.floor(time - second * MICROS_PER_SECOND);
    return { second: lastText, micros: String(MICROS_PER_SECOND + micros).slice(1) };
  };
}
