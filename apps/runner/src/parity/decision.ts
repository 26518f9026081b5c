import type { TradingEvent } from '@q/events';
import type { KeptEvent } from '../why/read-history.js';

/** Something that a run decided, in a form in which two runs can be compared. */
export interface Decision {
  /** Close of the candle that decided it, ms UTC. */
  readonly at: number;
  readonly symbol: string;
  readonly strategy: string;
  /** What was decided, with its numbers. */
  readonly text: string;
}

/** The decision that an event tells of: a signal, an approved entry or exit, a denial. */
export function decisionOf(event: TradingEvent | KeptEvent): Decision | undefined {
  switch (event.type) {
    case 'EntrySignal':
      return decided(event, `entry ${event.direction} signalled at ${event.price}${inputsOf(event.inputs)}`);
    case 'ExitSignal':
      return decided(event, `exit ${event.direction} signalled at ${event.price}: ${event.reason}`);
    case 'OrderDenied':
      return decided(event, `entry ${event.direction} denied: ${event.reason}`);
    case 'OrderApproved': {
      const { order } = event;
      // Without a timeframe no candle decided it, but a limit, at whatever moment it was reached.
      if (order.timeframe === '') return undefined;
      const entry = order.stopPrice === undefined ? '' : `, stop entry ${order.stopPrice}`;
      const limit = order.limitPrice === undefined ? '' : `, limit ${order.limitPrice}`;
      const force = order.timeInForce === undefined ? '' : `, ${order.timeInForce}`;
      const stop = order.stopLoss === undefined ? '' : `, stop ${order.stopLoss.price}`;
      const terms = `${entry}${limit}${force}${stop}`;
      return decided(order, `${order.intent} ${order.direction} ${order.volume} approved${terms}`);
    }
    default:
      return undefined;
  }
}

interface Decided {
  readonly decidedAt: number;
  readonly symbol: string;
  readonly strategy: string;
}

function decided({ decidedAt: at, symbol, strategy }: Decided, text: string): Decision {
  return { at, symbol, strategy, text };
}

function inputsOf(inputs: Readonly<Record<string, number>> | undefined): string {
  const listed = Object.entries(inputs ?? {}).map(([name, value]) => `${name} ${value}`);
  return listed.length === 0 ? '' : ` with ${listed.join(', ')}`;
}
