import type { Candle } from '@q/events';
import * as library from 'technicalindicators';
import { CATALOG } from '../catalog.js';
import type { IndicatorParams } from '../check-indicators.js';
import { findIndicatorProblems } from '../check-indicators.js';
import { CORE_CATALOG } from '../core-catalog.js';
import { createIndicator } from '../create-indicator.js';
import { LEFT_OUT } from './left-out.js';

const HOUR_MS = 3_600_000;
const START = Date.UTC(2025, 0, 6, 20);

/** A random walk, the same each time. */
function walk(length: number): Candle[] {
  let state = 7;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  let open = 100;
  return Array.from({ length }, (_, index) => {
    const close = open + (random() - 0.5) * 4;
    const one = {
      openTime: START + index * HOUR_MS,
      closeTime: START + (index + 1) * HOUR_MS,
      open,
      high: Math.max(open, close) + random(),
      low: Math.min(open, close) - random(),
      close,
      volume: Math.round(random() * 1000),
      bars: 1,
    };
    open = close;
    return one;
  });
}

const candles = walk(150);
const closes = candles.map(({ close }) => close);
const typical = candles.map(({ high, low, close }) => (high + low + close) / 3);

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
/** `find` of the newest `length` values at each row, from the first row that has so many. */
const rolling = <Value>(
  values: readonly Value[],
  length: number,
  find: (window: readonly Value[]) => number,
): number[] => values.slice(length - 1).map((_, at) => find(values.slice(at, at + length)));
const changes = (values: readonly number[]): number[] => values.slice(1).map((value, at) => value - (values[at] ?? 0));
/** An average that starts with the mean of its first `length` values and then moves by `alpha` of the distance. */
const smoothed = (values: readonly number[], length: number, alpha: number): number[] =>
  values
    .slice(length)
    .reduce(
      (done, value) => [...done, (done.at(-1) ?? 0) * (1 - alpha) + value * alpha],
      [mean(values.slice(0, length))],
    );
const ranges = candles
  .slice(1)
  .map(({ high, low }, at) => Math.max(high, closes[at] ?? 0) - Math.min(low, closes[at] ?? 0));
const rates = (length: number): number[] =>
  rolling(closes, length + 1, (w) => ((w.at(-1) ?? 0) / (w[0] ?? 0) - 1) * 100);
/** Adds up series that end together. */
const added = (...series: (readonly number[])[]): number[] => {
  const length = Math.min(...series.map((one) => one.length));
  return Array.from({ length }, (_, at) => series.reduce((sum, one) => sum + (one[one.length - length + at] ?? 0), 0));
};
const times = (values: readonly number[], factor: number): number[] => values.map((value) => value * factor);
const kst = added(
  ...[
    [10, 10],
    [15, 10],
    [20, 10],
    [30, 15],
  ].map(([rate = 0, length = 0], at) => times(rolling(rates(rate), length, mean), at + 1)),
);
const inRange = (window: readonly Candle[]): number => {
  const high = Math.max(...window.map((one) => one.high));
  const low = Math.min(...window.map((one) => one.low));
  return ((window.at(-1)?.close ?? 0) - low) / (high - low);
};
const highestOf = (length: number): number[] => rolling(candles, length, (w) => Math.max(...w.map((one) => one.high)));
const lowestOf = (length: number): number[] => rolling(candles, length, (w) => Math.min(...w.map((one) => one.low)));
const runningSum = (values: readonly number[]): number[] =>
  values.map((_, at) => values.slice(0, at + 1).reduce((sum, value) => sum + value, 0));
const ema3 = [1, 2, 3].reduce((values) => smoothed(values, 15, 2 / 16), closes);
const flows = typical.map(
  (value, at) => value * (candles[at]?.volume ?? 0) * Math.sign(at === 0 ? 0 : value - (typical[at - 1] ?? 0)),
);
const middles = candles.map(({ high, low }) => (high + low) / 2);
const haCloses = candles.map(({ open, high, low, close }) => (open + high + low + close) / 4);
const haOpens = haCloses
  .slice(0, -1)
  .reduce(
    (done, close) => [...done, ((done.at(-1) ?? 0) + close) / 2],
    [((candles[0]?.open ?? 0) + (candles[0]?.close ?? 0)) / 2],
  );
const dayOf = (one: Candle): number => Math.floor(one.openTime / (24 * HOUR_MS));

/** Output of an indicator with its default parameters, and the same written down plainly; both end at the last candle. */
const PLAIN: readonly (readonly [name: string, output: string, values: readonly number[]])[] = [
  ['wma', '', rolling(closes, 14, (w) => w.reduce((sum, value, at) => sum + value * (at + 1), 0) / 105)],
  ['wema', '', smoothed(closes, 14, 1 / 14)],
  ['roc', '', rates(12)],
  ['trix', '', rolling(ema3, 2, ([former = 0, value = 0]) => (value / former - 1) * 100)],
  ['kst', '', kst],
  ['kst', 'signal', rolling(kst, 9, mean)],
  [
    'cci',
    '',
    rolling(
      typical,
      20,
      (w) => ((w.at(-1) ?? 0) - mean(w)) / 0.015 / mean(w.map((value) => Math.abs(value - mean(w)))),
    ),
  ],
  ['williamsr', '', rolling(candles, 14, (w) => 100 * inRange(w) - 100)],
  ['stochastic', 'k', rolling(candles, 14, (w) => 100 * inRange(w))],
  [
    'stochastic',
    'd',
    rolling(
      rolling(candles, 14, (w) => 100 * inRange(w)),
      3,
      mean,
    ),
  ],
  ['awesomeoscillator', '', added(rolling(middles, 5, mean), times(rolling(middles, 34, mean), -1))],
  ['sd', '', rolling(closes, 20, (w) => Math.sqrt(mean(w.map((value) => (value - mean(w)) ** 2))))],
  ['highest', '', highestOf(14)],
  ['lowest', '', lowestOf(14)],
  ['sum', '', rolling(closes, 14, (w) => mean(w) * 14)],
  [
    'averagegain',
    '',
    smoothed(
      changes(closes).map((change) => Math.max(change, 0)),
      14,
      1 / 14,
    ),
  ],
  [
    'averageloss',
    '',
    smoothed(
      changes(closes).map((change) => Math.max(-change, 0)),
      14,
      1 / 14,
    ),
  ],
  ['truerange', '', ranges],
  ['chandelierexit', 'long', added(highestOf(22), times(smoothed(ranges, 22, 1 / 22), -3))],
  ['chandelierexit', 'short', added(lowestOf(22), times(smoothed(ranges, 22, 1 / 22), 3))],
  ['heikinashi', 'close', haCloses],
  ['heikinashi', 'open', haOpens],
  ['heikinashi', 'high', candles.map(({ high }, at) => Math.max(high, haOpens[at] ?? 0))],
  ['heikinashi', 'low', candles.map(({ low }, at) => Math.min(low, haOpens[at] ?? 0))],
  ['typicalprice', '', typical],
  [
    'vwap',
    '',
    candles.map((now, at) => {
      const day = candles.slice(0, at + 1).filter((one) => dayOf(one) === dayOf(now));
      const volume = mean(day.map((one) => one.volume));
      return mean(day.map((one) => ((one.high + one.low + one.close) / 3) * one.volume)) / volume;
    }),
  ],
  [
    'adl',
    '',
    runningSum(candles.map(({ high, low, close, volume }) => ((2 * close - high - low) / (high - low)) * volume)),
  ],
  [
    'mfi',
    '',
    rolling(flows.slice(1), 14, (w) => (100 * mean(w.map((flow) => Math.max(flow, 0)))) / mean(w.map(Math.abs))),
  ],
  [
    'forceindex',
    '',
    smoothed(
      changes(closes).map((change, at) => change * (candles[at + 1]?.volume ?? 0)),
      13,
      2 / 14,
    ),
  ],
];

const streamed = (name: string, output = '', params: IndicatorParams = {}, input = candles): unknown[] => {
  const indicator = createIndicator(name, params);
  return input.map((one) => {
    indicator.update(one);
    return indicator.value(output);
  });
};

it.each(PLAIN)('%s %s equals its formula written down plainly', (name, output, wanted) => {
  const actual = streamed(name, output);
  expect(actual.filter((value) => value !== undefined)).toHaveLength(wanted.length);
  wanted.forEach((value, at) => {
    const own = Number(actual[candles.length - wanted.length + at]);
    expect(Math.abs(own - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
  });
});

it('has a plain formula for every output of every indicator that is no pattern', () => {
  const numbers = Object.keys(CATALOG).filter(
    (name) => !(name in CORE_CATALOG) && createIndicator(name).outputs[0]?.kind === 'number',
  );
  const outputs = numbers.flatMap((name) => createIndicator(name).outputs.map((output) => `${name} ${output.name}`));
  expect(PLAIN.map(([name, output]) => `${name} ${output}`).sort()).toEqual(outputs.sort());
});

describe('the library', () => {
  it('offers nothing that is neither in the catalog nor left out for a reason', () => {
    const own = new Set([...Object.keys(CATALOG), ...Object.keys(LEFT_OUT)]);
    const offered = Object.keys(library).map((name) => name.toLowerCase());
    const noIndicators = [
      'fixedsizelinkedlist',
      'candledata',
      'candlelist',
      'getavailableindicators',
      'availableindicators',
      'setconfig',
      'getconfig',
    ];
    const types = /(input|output)$/;
    expect(offered.filter((name) => !own.has(name) && !noIndicators.includes(name) && !types.test(name))).toEqual([]);
  });

  it('does not round what it computes for us, whatever precision somebody set', () => {
    const names = ['wma', 'wema', 'awesomeoscillator', 'averagegain', 'sd', 'cci', 'williamsr'];
    const before = names.map((name) => streamed(name));
    library.setConfig('precision', 2);
    try {
      expect(names.map((name) => streamed(name))).toEqual(before);
      expect(library.getConfig('precision')).toBe(2);
    } finally {
      library.setConfig('precision', undefined);
    }
  });
});

it('names our indicator for one that the library calls otherwise, and says why another is left out', () => {
  expect(findIndicatorProblems({ bollingerbands_slow: {} })).toMatchObject([{ suggestion: 'bb' }]);
  expect(findIndicatorProblems({ renko: {} })[0]?.message).toContain('bricks');
});

it('takes a value of 0 for what it is', () => {
  const still = candles.map((one) => ({ ...one, open: 100, high: 101, low: 99, close: 100 }));
  const zero = candles.map((one) => ({ ...one, open: 0, high: 1, low: -1, close: 0 }));
  const last = (name: string, input: readonly Candle[], output = ''): unknown =>
    streamed(name, output, {}, [...input]).at(-1);
  for (const name of ['trix', 'kst', 'forceindex', 'roc', 'cci', 'sd'])
    expect([name, last(name, still)]).toEqual([name, 0]);
  expect(last('kst', still, 'signal')).toBe(0);
  for (const name of ['wma', 'wema', 'sd', 'cci', 'forceindex']) expect([name, last(name, zero)]).toEqual([name, 0]);
  expect([last('roc', zero), last('trix', zero)]).toEqual([undefined, undefined]);
  expect([last('highest', zero), last('lowest', zero)]).toEqual([1, -1]);
});

it('finds the highest of values below 0', () => {
  const below = candles.map((one) => ({
    ...one,
    high: one.high - 500,
    low: one.low - 500,
    close: one.close - 500,
    open: one.open - 500,
  }));
  const wanted = rolling(below, 14, (w) => Math.max(...w.map((one) => one.high)));
  const actual = streamed('highest', '', {}, below).slice(13).map(Number);
  actual.forEach((value, at) => expect(value).toBeCloseTo(wanted[at] ?? NaN, 9));
});

it('puts a flat market in the middle', () => {
  const flat = candles.map((one) => ({ ...one, open: 1.1, high: 1.1, low: 1.1, close: 1.1 }));
  const last = (name: string, output = ''): unknown => streamed(name, output, {}, flat).at(-1);
  expect([last('stochastic', 'k'), last('stochastic', 'd'), last('williamsr'), last('mfi')]).toEqual([50, 50, -50, 50]);
  expect([last('cci'), last('sd'), last('awesomeoscillator'), last('adl')]).toEqual([0, 0, 0, 0]);
});

it('begins a VWAP anew each day, or never, and has none before the first volume', () => {
  const quiet = candles.map((one, at) => ({ ...one, volume: at < 2 ? 0 : 5 }));
  const day = streamed('vwap', '', {}, quiet);
  const all = streamed('vwap', '', { anchor: 'none' }, quiet);
  expect(day.slice(0, 2)).toEqual([undefined, undefined]);
  expect([day[3], all[3]]).toEqual([
    expect.closeTo(mean(typical.slice(2, 4)), 9),
    expect.closeTo(mean(typical.slice(2, 4)), 9),
  ]);
  expect(Number(day[4])).toBeCloseTo(typical[4] ?? NaN, 9);
  expect(Number(all[4])).toBeCloseTo(mean(typical.slice(2, 5)), 9);
});
