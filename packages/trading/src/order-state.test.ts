import fc from 'fast-check';
import type { OrderState } from './order-state.js';
import { isFinal, nextOrderState, ORDER_TRANSITIONS } from './order-state.js';

const STATES = Object.keys(ORDER_TRANSITIONS) as readonly OrderState[];

test('an order that is new can be accepted, filled in parts and filled', () => {
  const path: readonly OrderState[] = ['accepted', 'partially_filled', 'partially_filled', 'filled'];
  expect(path.reduce(nextOrderState, 'new')).toBe('filled');
});

test.each([
  ['filled', 'canceled', /is filled cannot become canceled: it has ended/],
  ['new', 'filled', /is new cannot become filled: accepted, rejected, unknown/],
  ['accepted', 'rejected', /cannot become rejected/],
  ['partially_filled', 'accepted', /cannot become accepted/],
] as const)('%s to %s is an error that says what may follow', (from, to, message) => {
  expect(() => nextOrderState(from, to)).toThrow(message);
});

test('the final states are those that nothing follows', () => {
  expect(STATES.filter(isFinal)).toEqual(['filled', 'canceled', 'expired', 'rejected']);
});

test('whatever is tried: an order moves along the table only, never comes back to new, and stays where it ended', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...STATES), { maxLength: 30 }), (tries) => {
      let state: OrderState = 'new';
      for (const to of tries) {
        const legal = ORDER_TRANSITIONS[state].includes(to);
        if (!legal) expect(() => nextOrderState(state, to)).toThrow(`is ${state} cannot become ${to}`);
        else state = nextOrderState(state, to);
        if (isFinal(state)) for (const other of STATES) expect(() => nextOrderState(state, other)).toThrow();
        if (legal) expect(state).not.toBe('new');
      }
    }),
  );
});
