import type { Evaluation } from '@q/services';
import type { ExplainedRule } from '@q/trading';
import type { OpenPosition, ToldSignal } from './collect-facts.js';
import { orderText } from './event-text.js';

/** A signal that the run told, and what the gate said to it. */
export interface SignalAnswer {
  readonly kind: 'entry' | 'exit';
  readonly direction: string;
  /** Why it wanted out. */
  readonly reason: string | null;
  readonly price: number;
  readonly correlation_id: string;
  readonly verdict: 'approved' | 'denied' | 'none';
  readonly orders: readonly { readonly client_order_id: string; readonly text: string }[];
  readonly denial: {
    readonly reason: string;
    readonly message: string;
    readonly value: number | null;
    readonly limit: number | null;
  } | null;
}

export function signalAnswer({ signal, verdicts }: ToldSignal): SignalAnswer {
  const orders = verdicts.flatMap((one) => (one.type === 'OrderApproved' ? [one.order] : []));
  const denied = verdicts.find((one) => one.type === 'OrderDenied');
  return {
    kind: signal.type === 'EntrySignal' ? 'entry' : 'exit',
    direction: signal.direction,
    reason: signal.type === 'EntrySignal' ? null : signal.reason,
    price: signal.price,
    correlation_id: signal.correlationId,
    verdict: denied !== undefined ? 'denied' : orders.length > 0 ? 'approved' : 'none',
    orders: orders.map((order) => ({ client_order_id: order.clientOrderId, text: orderText(order) })),
    denial:
      denied === undefined
        ? null
        : {
            reason: denied.reason,
            message: denied.message,
            value: denied.value ?? null,
            limit: denied.limit ?? null,
          },
  };
}

interface Told {
  readonly evaluation: Evaluation;
  readonly told: readonly ToldSignal[];
  readonly positions: readonly OpenPosition[];
}

/** Why a rule that holds brought no signal; `undefined` where it brought one, or does not hold. */
export function whyNotTold(
  { kind, direction, holds }: ExplainedRule,
  { evaluation: { strategy, onDuty, signals }, told, positions }: Told,
): string | undefined {
  const type = kind === 'entry' ? 'EntrySignal' : 'ExitSignal';
  if (!holds || told.some(({ signal }) => signal.type === type && signal.direction === direction)) return undefined;
  if (kind === 'entry') {
    return onDuty ? 'the run told no signal: late candles bring no entries' : 'its schedule does not let it enter now';
  }
  if (!positions.some((open) => open.strategy === strategy && open.direction === direction))
    return `there is no ${direction} position to leave`;
  const isWanted = signals.some((one) => one.kind === 'exit' && one.direction === direction);
  return isWanted ? 'the run told no signal' : 'the age of the position decides too';
}
