import type { EventType, TradingEvent } from './catalogue.js';
import type { QuietType, Stretch } from './stretch.js';
import type { HigherClose } from './stretch-closes.js';

/** An event of a quiet cycle. */
export interface QuietEvent {
  readonly type: EventType;
  /** The one among the events of the cycle that it follows from, counted from 0; none for the first. */
  readonly cause: number | undefined;
  readonly make: () => TradingEvent;
}

/** The events of one cycle of a stretch in the order in which they would have been published: candles, higher ones first, then what follows from each. */
export function quietCycle(stretch: Stretch, place: number): readonly QuietEvent[] {
  const events: QuietEvent[] = [];
  const closes = stretch.closes.filter((close) => close.place === place);
  const own = (type: QuietType, cause: number | undefined): void =>
    void events.push({ type, cause, make: () => stretch.event(type, place) });
  for (const type of stretch.types) {
    if (type === 'NewCandle') addCandles(events, stretch, closes);
    if (type === 'IndicatorsCalculated') continue;
    own(type, type === 'CycleStarted' ? undefined : 0);
  }
  const lastCandle = events.length - 1;
  closes.forEach((close, index) => addRow(events, stretch, close, lastCandle - closes.length + index));
  if (stretch.rows !== undefined) own('IndicatorsCalculated', lastCandle);
  for (const { place: changed, event } of stretch.changes)
    if (changed === place) events.push({ type: event.type, cause: lastCandle, make: () => event });
  return events;
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
