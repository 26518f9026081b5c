import type { Candle } from '@q/events';
import { CATALOG, INDICATOR_NAMES } from './catalog.js';
import { findIndicatorProblems } from './check-indicators.js';
import { createIndicator } from './create-indicator.js';
import { defaultInstanceOf } from './default-instance.js';
import type { IndicatorDefinition } from './define-indicator.js';
import { defineIndicator } from './define-indicator.js';
import { findContractProblems } from './find-contract-problems.js';
import { IndicatorBank } from './indicator-bank.js';
import { registerIndicator } from './register-indicator.js';

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((one) => one()));

/** The range of a candle, its mean over `period`, and whether it is a wide one. */
const RANGE: IndicatorDefinition = {
  name: 'myrange',
  description: 'mean range of candles',
  parameters: { period: { kind: 'whole', default: 3, min: 1, max: 1000, description: 'candles' } },
  outputs: [
    { name: '', kind: 'number' },
    { name: 'wide', suffix: '_wide', kind: 'flag' },
    { name: 'word', prefix: 'word_', kind: 'text', values: ['small', 'large'] },
  ],
  create(given) {
    const period = given.number('period');
    const ranges: number[] = [];
    const mean = (): number | undefined =>
      ranges.length < period ? undefined : ranges.reduce((sum, one) => sum + one, 0) / period;
    return {
      warmUp: period,
      update({ high, low }) {
        ranges.push(high - low);
        if (ranges.length > period) ranges.shift();
      },
      value(output) {
        const value = mean();
        const isWide = value === undefined ? undefined : (ranges.at(-1) ?? 0) > value;
        if (output === 'wide') return isWide;
        return output === 'word' && isWide !== undefined ? (isWide ? 'large' : 'small') : value;
      },
    };
  },
};

const register = (definition: IndicatorDefinition = RANGE): void =>
  void undo.push(registerIndicator(defineIndicator(definition)));

const candle = (range: number, index: number): Candle => ({
  openTime: index * 60_000,
  closeTime: (index + 1) * 60_000,
  open: 100,
  high: 100 + range,
  low: 100,
  close: 100,
  volume: 1,
  bars: 1,
});

test('a registered indicator is built, checked and named like one of the catalog', () => {
  expect(findIndicatorProblems({ myrange_fast: { period: 2 } })).toHaveLength(1);
  register();
  expect(findIndicatorProblems({ myrange_fast: { period: 2 } })).toEqual([]);
  expect(findIndicatorProblems({ myrange: { period: 0 } })).toMatchObject([{ path: ['myrange', 'period'] }]);
  expect(findIndicatorProblems({ myrangee: {} })).toMatchObject([{ suggestion: 'myrange' }]);
  expect(defaultInstanceOf('myrange_wide')).toMatchObject({ name: 'myrange', parameters: 'period 3' });
  const bank = new IndicatorBank({ myrange_fast: { period: 2 } }, { regime: false });
  const rows = [1, 2, 4, 1].map((range, index) => bank.update(candle(range, index)));
  const columns = ['myrange_fast', 'myrange_fast_wide', 'word_myrange_fast'];
  expect(rows.map((row) => columns.map((column) => row.value(column)))).toEqual([
    [undefined, undefined, undefined],
    [1.5, true, 'large'],
    [3, true, 'large'],
    [2.5, false, 'small'],
  ]);
});

test('it begins again after a reset, and is gone when it is taken out', () => {
  register();
  const indicator = createIndicator('myrange', { period: 1 });
  indicator.update(candle(5, 0));
  expect(indicator.value()).toBe(5);
  indicator.reset();
  expect(indicator.value()).toBeUndefined();
  undo.splice(0).forEach((one) => one());
  expect(() => createIndicator('myrange')).toThrow('unknown indicator "myrange"');
});

test('the same definition may be registered again, another one of its name not', () => {
  const defined = defineIndicator(RANGE);
  undo.push(registerIndicator(defined), registerIndicator(defined));
  expect(() => register({ ...RANGE })).toThrow('indicator "myrange": there is another one of that name');
});

test.each([
  ['rsi', 'there is one of that name in the catalog'],
  ['regime', 'has a meaning of its own'],
  ['previous', 'has a meaning of its own'],
  ['close', 'every row has a column "close"'],
  ['my_range', 'small letters and digits'],
  ['MyRange', 'small letters and digits'],
  ['', 'small letters and digits'],
])('the name "%s" is refused', (name, message) => {
  expect(() => register({ ...RANGE, name, outputs: [{ name: '', kind: 'number' }] })).toThrow(message);
});

test.each<[string, Partial<IndicatorDefinition>, string]>([
  ['no description', { description: '' }, 'description must say'],
  ['no output', { outputs: [] }, 'at least one output'],
  [
    'two outputs of one column',
    {
      outputs: [
        { name: '', kind: 'number' },
        { name: 'b', kind: 'number' },
      ],
    },
    'have one column',
  ],
  ['a text without words', { outputs: [{ name: '', kind: 'text' }] }, 'must list its words'],
])('with %s it is refused', (_what, parts, message) => {
  expect(() => defineIndicator({ ...RANGE, ...parts })).toThrow(message);
});

const simple = (create: IndicatorDefinition['create']): IndicatorDefinition => ({
  name: 'mine',
  description: 'a test',
  create,
});
let shared = 0;

test.each<[string, IndicatorDefinition['create'], string]>([
  ['is ready too early', () => ({ warmUp: 3, update: () => undefined, value: () => 1 }), 'after 1: give undefined'],
  ['is ready too late', () => ({ warmUp: 1, update: () => undefined, value: () => undefined }), 'a higher warmUp'],
  ['gives NaN', () => ({ warmUp: 1, update: () => undefined, value: () => NaN }), 'gave NaN for output ""'],
  ['gives no end', () => ({ warmUp: 1, update: () => undefined, value: () => Infinity }), 'gave Infinity'],
  ['gives a word', () => ({ warmUp: 1, update: () => undefined, value: () => 'up' }), 'gave up for output ""'],
  ['has no warm-up', () => ({ warmUp: 0, update: () => undefined, value: () => 1 }), 'warmUp must be a whole number'],
  [
    'changes a candle',
    () => ({ warmUp: 1, update: (one) => void Object.assign(one, { close: 1 }), value: () => 1 }),
    'read only',
  ],
  [
    'shares what it remembers',
    () => ({ warmUp: 1, update: ({ close }) => void (shared += close), value: () => shared }),
    'share something',
  ],
])('one that %s is refused', (_what, create, message) => {
  const definition = defineIndicator(simple(create));
  expect(findContractProblems(definition)).toEqual([expect.stringContaining(message)]);
  expect(() => registerIndicator(definition)).toThrow(message);
});

test('one whose parameters have no defaults is checked with those that it is given', () => {
  const parameters = { length: { kind: 'whole', min: 1, max: 9, description: 'candles' } } as const;
  const definition = defineIndicator({
    ...simple((given) => ({ warmUp: given.number('length'), update: () => undefined, value: () => 1 })),
    parameters,
  });
  expect(findContractProblems(definition)).toEqual(['"mine" needs length']);
  expect(findContractProblems(definition, { length: 1 })).toEqual([]);
  expect(findContractProblems(definition, { length: 2 })).toHaveLength(1);
  undo.push(registerIndicator(definition));
});

test('the catalog itself stays as it is', () => {
  register();
  expect(Object.keys(CATALOG)).toEqual(INDICATOR_NAMES);
  expect(INDICATOR_NAMES).not.toContain('myrange');
});
