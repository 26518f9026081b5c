/**
 * Where an order stands. `new` it is not answered yet; `unknown` its answer was lost, and its fate is looked up.
 * `filled`, `canceled`, `expired` and `rejected` are final.
 */
export type OrderState =
  'new' | 'accepted' | 'partially_filled' | 'filled' | 'canceled' | 'expired' | 'rejected' | 'unknown';

/** Every legal transition; there are no others. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  new: ['accepted', 'rejected', 'unknown'],
  unknown: ['accepted', 'rejected', 'partially_filled', 'filled', 'canceled', 'expired'],
  accepted: ['partially_filled', 'filled', 'canceled', 'expired'],
  partially_filled: ['partially_filled', 'filled', 'canceled', 'expired'],
  filled: [],
  canceled: [],
  expired: [],
  rejected: [],
};

/** The state that an order passes to. @throws Error where it may not */
export function nextOrderState(from: OrderState, to: OrderState): OrderState {
  if (ORDER_TRANSITIONS[from].includes(to)) return to;
  const allowed = ORDER_TRANSITIONS[from].join(', ');
  throw new Error(`an order that is ${from} cannot become ${to}: ${allowed === '' ? 'it has ended' : allowed}`);
}

export function isFinal(state: OrderState): boolean {
  return ORDER_TRANSITIONS[state].length === 0;
}
