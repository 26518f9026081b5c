import type { Signal } from '@q/trading';
import { checkedSignals } from './checked-signals.js';

/** What a module in plain JavaScript may return. */
const said = (text: string): readonly Signal[] => JSON.parse(text) as readonly Signal[];

test('signals of a strategy are taken as they are', () => {
  const signals = said('[{"kind":"entry","direction":"long"},{"kind":"exit","direction":"short","percent":150}]');
  expect(checkedSignals(signals)).toBe(signals);
});

test.each([
  ['"entry"', 'evaluate returned "entry" and not a list of signals'],
  ['{"kind":"entry"}', 'evaluate returned {"kind":"entry"} and not a list of signals'],
  ['null', 'evaluate returned null and not a list of signals'],
  ['[null]', 'evaluate returned a signal null: it is no object with kind and direction'],
  [
    '[{"kind":"buy","direction":"long"}]',
    'evaluate returned a signal {"kind":"buy","direction":"long"}: kind must be entry or exit',
  ],
  ['[{"kind":"entry","direction":"up"}]', /direction must be long or short$/],
  ['[{"kind":"exit","direction":"long","percent":0}]', /percent must be a number above 0; leave it out for all$/],
  ['[{"kind":"exit","direction":"long","percent":"50"}]', /percent must be a number above 0/],
])('%s is refused, and what it is said', (text, message) => {
  expect(() => checkedSignals(said(text))).toThrow(message);
});

test('a promise and NaN are named', () => {
  expect(() => checkedSignals(Promise.resolve([]) as unknown as readonly Signal[])).toThrow('a promise and not');
  expect(() => checkedSignals([{ kind: 'exit', direction: 'long', percent: NaN }])).toThrow('percent must be');
});
