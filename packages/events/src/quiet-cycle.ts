import type { EventType, TradingEvent } from './catalogue.js';
import type { Stretch } from './stretch.js';
import type { HigherClose } from './stretch-closes.js';

/** An event of a quiet cycle. */
export interface QuietEvent {
  readonly type: EventType;
  /** The one among the events of the cycle that it follows from, counted from 0; none for the first. */
  readonly cause: number | undefined;
  readonly make: () => TradingEvent;
}

/**
 * The events of one cycle of a stretch and those it leads, in the order in which they would have been published: of each symbol what is asked for, higher
 * candles first, then what follows from each candle.
 */
export function quietCycle(leader: Stretch, place: number): readonly QuietEvent[] {
  const events: QuietEvent[] = [];
  const parts = [leader, ...leader.followers].map((stretch) => {
    const closes = stretch.closes.filter((close) => close.place === place);
    const firstClose = addAsked(events, stretch, { closes, place });
    return { stretch, closes, place, firstClose, lastCandle: events.length - 1 };
  });
  for (const part of parts) addFollowing(events, part);
  return events;
}

interface Part {
  readonly stretch: Stretch;
  /** The higher candles of the cycle. */
  readonly closes: readonly HigherClose[];
  readonly place: number;
  /** The places of the first of them and of its own candle among the events. */
  readonly firstClose: number;
  readonly lastCandle: number;
}

/** @returns the place of the first higher candle */
function addAsked(events: QuietEvent[], stretch: Stretch, { closes, place }: Pick<Part, 'closes' | 'place'>): number {
  let firstClose = events.length;
  for (const type of stretch.types) {
    if (type === 'IndicatorsCalculated') continue;
    events.push({ type, cause: type === 'CycleStarted' ? undefined : 0, make: () => stretch.event(type, place) });
    if (type !== 'DataFetched') continue;
    firstClose = events.length;
    addCandles(events, stretch, closes);
  }
  return firstClose;
}

function addFollowing(events: QuietEvent[], { stretch, closes, place, firstClose, lastCandle }: Part): void {
  closes.forEach((close, index) => addRow(events, stretch, close, firstClose + index));
  const type = 'IndicatorsCalculated';
  if (stretch.rows !== undefined) events.push({ type, cause: lastCandle, make: () => stretch.event(type, place) });
  for (const { place: changed, event } of stretch.changes)
    if (changed === place) events.push({ type: event.type, cause: lastCandle, make: () => event });
}

function addCandles(events: QuietEvent[], { symbol }: Stretch, closes: readonly HigherClose[]): void {
  const type = 'NewCandle';
  for (const { timeframe, candle } of closes)
    events.push({ type, cause: 0, make: () => ({ type, symbol, timeframe, candle, phase: 'live' }) });
}

/** What follows from a higher candle, given its place among the events. */
function addRow(events: QuietEvent[], { symbol }: Stretch, close: HigherClose, cause: number): void {
  const { timeframe, rows, change } = close;
  const type = 'IndicatorsCalculated';
  if (rows !== undefined) {
    const make = (): TradingEvent => ({ type, symbol, timeframe, row: rows.strip.row(rows.from), phase: 'live' });
    events.push({ type, cause, make });
  }
  if (change !== undefined) events.push({ type: change.type, cause, make: () => change });
}
