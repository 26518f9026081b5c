const DAY_MS = 86_400_000;

/** When a trading day begins: an hour of the day in a fixed offset from UTC. */
export interface DayStart {
  /** `HH:MM:SS`. */
  readonly time: string;
  /** `+HH:MM` or `-HH:MM`. */
  readonly offset: string;
}

/** Gives the number of the trading day an instant (ms UTC) belongs to; it grows by one at each reset. */
export function tradingDays({ time, offset }: DayStart): (instant: number) => number {
  const shiftMs = offsetMs(offset) - timeMs(time);
  return (instant) => Math.floor((instant + shiftMs) / DAY_MS);
}

function timeMs(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}

function offsetMs(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return sign * (hours * 60 + minutes) * 60_000;
}
