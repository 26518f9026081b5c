/** Candle periods by their name in configuration and strategy files: minutes as text, or `1d`. */
export const TIMEFRAMES = [
  '1',
  '2',
  '3',
  '5',
  '10',
  '15',
  '20',
  '30',
  '60',
  '120',
  '180',
  '240',
  '360',
  '480',
  '720',
  '1d',
] as const;

export type Timeframe = (typeof TIMEFRAMES)[number];

const MINUTE_MS = 60_000;

export function isTimeframe(text: string): text is Timeframe {
  return (TIMEFRAMES as readonly string[]).includes(text);
}

/** Length of a timeframe in milliseconds. */
export function timeframeMs(timeframe: Timeframe): number {
  return timeframe === '1d' ? 1_440 * MINUTE_MS : Number(timeframe) * MINUTE_MS;
}

/** The timeframe whose length is `ms`, or `undefined` where none has it. */
export function timeframeOfMs(ms: number): Timeframe | undefined {
  return TIMEFRAMES.find((timeframe) => timeframeMs(timeframe) === ms);
}

/** Compares by length, shortest first: for `sort`. */
export function byLength(a: Timeframe, b: Timeframe): number {
  return timeframeMs(a) - timeframeMs(b);
}
