import type { Envelope, TradingEvent } from '@q/events';
import { mayBeDropped } from '@q/events';
import type { Lane, SupervisedService } from './supervised-service.js';
import { symbolOf } from './supervised-service.js';

/** Orders, fills and positions: a failure over one of these is tried again after the restart. */
export function isOrderPath(event: TradingEvent): boolean {
  return event.type.startsWith('Order') || event.type.startsWith('Position');
}

/** Orders, fills and candles wait for a service that is away; rows come again another way. */
export function wait(lane: Lane, envelope: Envelope): void {
  const { type } = envelope.event;
  if (lane.status === 'restarting' && (type === 'NewCandle' || !mayBeDropped(type))) lane.missed.push(envelope);
}

/** A candle that had to wait is processed, but nothing is entered on it. */
export function late(event: TradingEvent): TradingEvent {
  return event.type === 'NewCandle' && event.phase === 'live' ? { ...event, phase: 'late' } : event;
}

/** An event was handled; an envelope says what and when. What is sent again after a restart is no proof that the service works again. */
export function progressed(
  supervised: SupervisedService,
  lane: Lane,
  { at, event }: { readonly at: number; readonly event: TradingEvent },
): void {
  lane.lastProgressAt = at;
  if (lane.consecutiveFailures === 0 || ('phase' in event && event.phase === 'warm-up')) return;
  lane.consecutiveFailures = 0;
  lane.budget.succeeded();
  supervised.lookWhetherTroubled();
}

/** Apart from who hands an event over: what a closure holds on to is moved to the heap for every event. */
export async function progressedLater(
  supervised: SupervisedService,
  pending: Promise<void>,
  envelope: Envelope,
): Promise<void> {
  await pending;
  progressed(supervised, supervised.laneOf(symbolOf(envelope.event)), envelope);
}
