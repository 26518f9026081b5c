import type { Candle } from '@q/events';
import { createIndicator } from '../create-indicator.js';
import { PATTERN_CATALOG } from './pattern-catalog.js';

type Find = (...newest: Candle[]) => boolean;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= a / 1000 + 1e-9;
const rises = (one: Candle): boolean => one.close > one.open;
const falls = (one: Candle): boolean => one.close < one.open;
const body = (one: Candle): number => Math.abs(one.close - one.open);
const middle = (one: Candle): number => (one.open + one.close) / 2;
const under = (one: Candle): number => Math.min(one.open, one.close) - one.low;
const over = (one: Candle): number => one.high - Math.max(one.open, one.close);
const within = (value: number, one: Candle): boolean =>
  value > Math.min(one.open, one.close) && value < Math.max(one.open, one.close);
const isBelow = (one: Candle, other: Candle): boolean => one.high < other.low;

const doji: Find = (a) => near(a.open, a.close) && near(a.open, a.high) === near(a.close, a.low);
const hammer: Find = (a) =>
  (rises(a) ? near(a.close, a.high) : falls(a) && near(a.open, a.high)) && body(a) <= 2 * under(a);
const inverted: Find = (a) =>
  (rises(a) ? near(a.open, a.low) : falls(a) && near(a.close, a.low)) && body(a) <= 2 * over(a);
const bullishHarami: Find = (a, b) =>
  within(b.open, a) && falls(a) && b.close > a.close && b.low < a.open && b.high < a.high;
const bearishHarami: Find = (a, b) =>
  within(b.open, a) && rises(a) && b.close < a.close && b.low > a.open && b.high < a.high;
const morning: Find = (a, b, c) => falls(a) && isBelow(b, a) && rises(c) && c.open > b.high && c.close > middle(a);
const evening: Find = (a, b, c) => rises(a) && isBelow(a, b) && falls(c) && c.open < b.low && c.close < middle(a);
/** Up or down from the first to the last close. */
const went = (way: 1 | -1, ...candles: Candle[]): boolean =>
  Math.sign((candles.at(-1)?.close ?? 0) - (candles[0]?.close ?? 0)) === way;
const confirmedUp: Find = (a, b) => rises(b) && b.close > a.close;
const confirmedDown: Find = (a, b) => falls(b) && b.close < a.close;

/** Each pattern written down plainly, from what a trader calls so and what the catalog says of it. */
const PLAIN = {
  doji,
  dragonflydoji: (a) => near(a.open, a.close) && near(a.open, a.high) && !near(a.close, a.low),
  gravestonedoji: (a) => near(a.open, a.close) && near(a.close, a.low) && !near(a.open, a.high),
  bullishmarubozu: (a) => rises(a) && near(a.close, a.high) && near(a.low, a.open),
  bearishmarubozu: (a) => falls(a) && near(a.open, a.high) && near(a.low, a.close),
  bullishspinningtop: (a) => rises(a) && over(a) > body(a) && under(a) > body(a),
  bearishspinningtop: (a) => falls(a) && over(a) > body(a) && under(a) > body(a),
  bullishhammerstick: (a) => rises(a) && hammer(a),
  bearishhammerstick: (a) => falls(a) && hammer(a),
  bullishinvertedhammerstick: (a) => rises(a) && inverted(a),
  bearishinvertedhammerstick: (a) => falls(a) && inverted(a),
  bullishengulfingpattern: (a, b) => falls(a) && b.open < a.close && b.close > a.open,
  bearishengulfingpattern: (a, b) => rises(a) && b.open > a.close && b.close < a.open,
  bullishharami: bullishHarami,
  bearishharami: bearishHarami,
  bullishharamicross: (a, b) => bullishHarami(a, b) && near(b.open, b.close),
  bearishharamicross: (a, b) => bearishHarami(a, b) && near(b.open, b.close),
  piercingline: (a, b) => falls(a) && rises(b) && b.open < a.low && b.low < a.low && b.close > middle(a),
  darkcloudcover: (a, b) => rises(a) && falls(b) && b.open > a.high && within(b.close, a) && b.close < middle(a),
  morningstar: morning,
  eveningstar: evening,
  morningdojistar: (a, b, c) => morning(a, b, c) && doji(b),
  eveningdojistar: (a, b, c) => evening(a, b, c) && doji(b),
  abandonedbaby: (a, b, c) => falls(a) && doji(b) && isBelow(b, a) && isBelow(b, c) && rises(c) && c.high < a.open,
  downsidetasukigap: (a, b, c) =>
    falls(a) && falls(b) && isBelow(b, a) && rises(c) && within(c.open, b) && c.close > b.open && c.close < a.close,
  threewhitesoldiers: (a, b, c) =>
    rises(a) && rises(b) && rises(c) && a.high < b.high && b.high < c.high && b.open < a.close && c.open < b.close,
  threeblackcrows: (a, b, c) =>
    falls(a) && falls(b) && falls(c) && a.low > b.low && b.low > c.low && within(b.open, a) && within(c.open, b),
  hammerpattern: (a, b, c, d, e) => went(-1, a, b, c) && (hammer(d) || inverted(d)) && confirmedUp(d, e),
  hammerpatternunconfirmed: (a, b, c, d, e) => went(-1, a, b, c, d) && (hammer(e) || inverted(e)),
  hangingman: (a, b, c, d, e) => went(1, a, b, c) && hammer(d) && confirmedDown(d, e),
  hangingmanunconfirmed: (a, b, c, d, e) => went(1, a, b, c, d) && hammer(e),
  shootingstar: (a, b, c, d, e) => went(1, a, b, c) && inverted(d) && confirmedDown(d, e),
  shootingstarunconfirmed: (a, b, c, d, e) => went(1, a, b, c, d) && inverted(e),
  tweezertop: (a, b, c, d, e) => went(1, a, b, c) && d.high === e.high,
  tweezerbottom: (a, b, c, d, e) => went(-1, a, b, c) && d.low === e.low,
} as const satisfies Readonly<Record<string, Find>>;

type Plain = keyof typeof PLAIN;

const BULLISH: readonly Plain[] = [
  ...([
    'bullishengulfingpattern',
    'downsidetasukigap',
    'bullishharami',
    'bullishharamicross',
    'morningdojistar',
  ] as const),
  ...(['morningstar', 'bullishmarubozu', 'piercingline', 'threewhitesoldiers', 'bullishhammerstick'] as const),
  ...(['bullishinvertedhammerstick', 'hammerpattern', 'hammerpatternunconfirmed', 'tweezerbottom'] as const),
];
const BEARISH: readonly Plain[] = [
  ...(['bearishengulfingpattern', 'bearishharami', 'bearishharamicross', 'eveningdojistar', 'eveningstar'] as const),
  ...([
    'bearishmarubozu',
    'threeblackcrows',
    'bearishhammerstick',
    'bearishinvertedhammerstick',
    'hangingman',
  ] as const),
  ...(['hangingmanunconfirmed', 'shootingstar', 'shootingstarunconfirmed', 'tweezertop'] as const),
];

/** Candles in whole steps about 1000, whose gaps and flat bodies make every pattern come up. */
function jumps(length: number): Candle[] {
  let state = 11;
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
  let level = 1000;
  return Array.from({ length }, (_, index) => {
    const open = level + below(7) - 3;
    const close = open + (below(9) - 4) * below(3);
    level = Math.min(1040, Math.max(960, close + (below(4) === 0 ? below(15) - 7 : 0)));
    const high = Math.max(open, close) + below(4) * below(3);
    const low = Math.min(open, close) - below(4) * below(3);
    return { openTime: index, closeTime: index + 1, open, high, low, close, volume: 1, bars: 1 };
  });
}

const candles = jumps(12_000);

const plainly = (name: Plain): readonly boolean[] => {
  const { warmUp } = createIndicator(name);
  const find: Find = PLAIN[name];
  return candles.slice(warmUp - 1).map((_, at) => find(...candles.slice(at, at + warmUp)));
};

const found = (name: string): readonly unknown[] => {
  const indicator = createIndicator(name);
  const flags = candles.map((one) => {
    indicator.update(one);
    return indicator.value();
  });
  expect(flags.slice(0, indicator.warmUp - 1)).toEqual(new Array(indicator.warmUp - 1).fill(undefined));
  return flags.slice(indicator.warmUp - 1);
};

const differing = (left: readonly unknown[], right: readonly unknown[]): number[] =>
  left.flatMap((flag, at) => (flag === right[at] ? [] : [at]));

it.each(Object.keys(PLAIN) as Plain[])('%s is seen where its plain description holds, and it comes up', (name) => {
  const wanted = plainly(name);
  expect(differing(found(name), wanted)).toEqual([]);
  expect(wanted).toContain(true);
});

it.each([
  ['bullish', BULLISH],
  ['bearish', BEARISH],
] as const)('%s is any of its patterns', (name, patterns) => {
  const each = patterns.map((one) => plainly(one));
  // Each list ends at the last candle; the first of all begins with the fifth.
  const any = candles.slice(4).map((_, at) => each.some((flags) => flags[flags.length - candles.length + 4 + at]));
  expect(differing(found(name), any)).toEqual([]);
});

it('has a plain description of every pattern', () => {
  expect(Object.keys(PATTERN_CATALOG).sort()).toEqual([...Object.keys(PLAIN), 'bullish', 'bearish'].sort());
});

it('sees the same patterns below 0 and at 0, where the steps are as fine', () => {
  const indicator = createIndicator('bullishengulfingpattern');
  const wanted = plainly('bullishengulfingpattern');
  const flags = candles.map(({ open, high, low, close, ...rest }) => {
    indicator.update({ ...rest, open: open - 1000, high: high - 1000, low: low - 1000, close: close - 1000 });
    return indicator.value();
  });
  expect(differing(flags.slice(1), wanted)).toEqual([]);
});
