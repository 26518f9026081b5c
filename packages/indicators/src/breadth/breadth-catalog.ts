import type { CatalogEntry } from '../catalog-entry.js';
import type { Parameter } from '../parameter.js';
import { candles, choice, factor } from '../parameter.js';
import { Accumulation } from './accumulation.js';
import { SERIES_NAMES } from './candle-window.js';
import type { SeriesName } from './candle-window.js';
import { ChandelierExit } from './chandelier-exit.js';
import { ForceIndex } from './force-index.js';
import { Kst } from './kst.js';
import { MoneyFlow } from './money-flow.js';
import { Stochastic } from './stochastic.js';
import { averageGain, averageLoss, heikinAshi, trueRange, vwap, wema } from './stream-formulas.js';
import { Trix } from './trix.js';
import { TypicalPrice } from './typical-price.js';
import { awesomeOscillator, cci, highest, lowest, roc, sd, sum, williamsR, wma } from './window-formulas.js';

const library = 'technicalindicators';
const ANCHORS = ['day', 'none'] as const;

/** What technicalindicators offers beyond the core set, under its names: its own code where that is right, ours where it is not. */
export const BREADTH_CATALOG = {
  wma: {
    description: 'weighted moving average of closes',
    formula: 'the newest of `period` closes weighs `period`, the oldest 1',
    source: library,
    parameters: { period: candles(14) },
    create: (given) => wma(given.number('period')),
  },
  wema: {
    description: "Wilder's moving average of closes, as rma",
    formula: 'former + (close - former) / period, seeded by the mean of the first `period` closes',
    source: library,
    parameters: { period: candles(14) },
    create: (given) => wema(given.number('period')),
  },
  roc: {
    description: 'rate of change of the close in percent',
    formula: '100 * (close - older) / older, older being `period` candles ago; no value where that is 0',
    source: library,
    parameters: { period: candles(12) },
    create: (given) => roc(given.number('period')),
  },
  trix: {
    description: 'change of a three times smoothed close in percent',
    formula: 'three EMAs, each seeded by the mean of its first `period` values, and the change of the last',
    source: 'ours',
    parameters: { period: candles(15) },
    create: (given) => new Trix(given.number('period')),
  },
  kst: {
    description: "Pring's know sure thing and its signal line",
    formula: 'four rates of change, each averaged, weighed 1 to 4 and added up; signal is a simple mean of it',
    source: 'ours',
    parameters: {
      ...numbered('roc_period', 'rate of change', [10, 15, 20, 30]),
      ...numbered('sma_period', 'mean of the rate', [10, 10, 10, 15]),
      signal_period: candles(9),
    },
    create: (given) =>
      new Kst({
        rates: [1, 2, 3, 4].map((number) => given.number(`roc_period_${number}`)),
        means: [1, 2, 3, 4].map((number) => given.number(`sma_period_${number}`)),
        signal: given.number('signal_period'),
      }),
  },
  cci: {
    description: 'commodity channel index',
    formula: 'distance of (high + low + close) / 3 from its mean, in 0.015 mean deviations; 0 where nothing moves',
    source: library,
    parameters: { period: candles(20) },
    create: (given) => cci(given.number('period')),
  },
  williamsr: {
    description: 'Williams %R',
    formula: '0 at the highest high, -100 at the lowest low, -50 where they are one',
    source: library,
    parameters: { period: candles(14) },
    create: (given) => williamsR(given.number('period')),
  },
  stochastic: {
    description: 'stochastic oscillator, K and D',
    formula: '100 at the highest high, 0 at the lowest low, 50 where they are one; D is a simple mean of K',
    source: library,
    parameters: { period: candles(14), signal_period: candles(3) },
    create: (given) => new Stochastic(given.number('period'), given.number('signal_period')),
  },
  awesomeoscillator: {
    description: 'awesome oscillator',
    formula: 'simple mean of (high + low) / 2 over `fast_period` minus the one over `slow_period`',
    source: library,
    parameters: { fast_period: candles(5), slow_period: candles(34) },
    create: (given) => awesomeOscillator(given.number('fast_period'), given.number('slow_period')),
  },
  sd: {
    description: 'standard deviation of closes',
    formula: 'of the population: the squares are divided by `period`',
    source: library,
    parameters: { period: candles(20) },
    create: (given) => sd(given.number('period')),
  },
  highest: {
    description: 'highest value of a number of candles',
    formula: 'the present candle included',
    source: library,
    parameters: { period: candles(14), source: series('high') },
    create: (given) => highest(given.number('period'), given.choice('source', SERIES_NAMES)),
  },
  lowest: {
    description: 'lowest value of a number of candles',
    formula: 'the present candle included',
    source: library,
    parameters: { period: candles(14), source: series('low') },
    create: (given) => lowest(given.number('period'), given.choice('source', SERIES_NAMES)),
  },
  sum: {
    description: 'sum over a number of candles',
    formula: 'the present candle included',
    source: library,
    parameters: { period: candles(14), source: series('close') },
    create: (given) => sum(given.number('period'), given.choice('source', SERIES_NAMES)),
  },
  averagegain: {
    description: "Wilder's average of the rises of the close",
    formula: 'a fall counts 0; seeded by the mean of the first `period` changes',
    source: library,
    parameters: { period: candles(14) },
    create: (given) => averageGain(given.number('period')),
  },
  averageloss: {
    description: "Wilder's average of the falls of the close, as positive numbers",
    formula: 'a rise counts 0; seeded by the mean of the first `period` changes',
    source: library,
    parameters: { period: candles(14) },
    create: (given) => averageLoss(given.number('period')),
  },
  truerange: {
    description: 'true range',
    formula: 'largest of high - low, |high - former close| and |low - former close|; none on the first candle',
    source: library,
    parameters: {},
    create: trueRange,
  },
  chandelierexit: {
    description: 'chandelier exit of a long and of a short position',
    formula: 'highest high - multiplier * ATR, lowest low + multiplier * ATR; the ATR begins with the second candle',
    source: 'ours',
    parameters: { period: candles(22), multiplier: factor(3, 'average true ranges') },
    create: (given) => new ChandelierExit(given.number('period'), given.number('multiplier')),
  },
  heikinashi: {
    description: 'Heikin-Ashi candle',
    formula:
      'close is the mean of the four prices, open the middle of the former body; the first open is its own middle',
    source: library,
    parameters: {},
    create: heikinAshi,
  },
  typicalprice: {
    description: 'typical price',
    formula: '(high + low + close) / 3',
    source: 'ours',
    parameters: {},
    create: () => new TypicalPrice(),
  },
  vwap: {
    description: 'volume-weighted average of the typical price',
    formula: 'since the first candle of the UTC day, or of all; no value while no volume was traded',
    source: library,
    parameters: { anchor: choice('day', ANCHORS, 'where it begins anew') },
    create: (given) => vwap(given.choice('anchor', ANCHORS)),
  },
  adl: {
    description: 'accumulation/distribution line',
    formula: 'sum of volume * ((close - low) - (high - close)) / (high - low); a candle without a range adds nothing',
    source: 'ours',
    parameters: {},
    create: () => new Accumulation(),
  },
  mfi: {
    description: 'money flow index',
    formula: '100 * up / (up + down), the flow being volume * typical price; 50 where there is none',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new MoneyFlow(given.number('period')),
  },
  forceindex: {
    description: "Elder's force index",
    formula: 'EMA of (close - former close) * volume, seeded by the mean of the first `period`',
    source: 'ours',
    parameters: { period: candles(13) },
    create: (given) => new ForceIndex(given.number('period')),
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;

function series(standard: SeriesName): Parameter {
  return choice(standard, SERIES_NAMES, 'what of a candle');
}

function numbered(name: string, description: string, standards: readonly number[]): Record<string, Parameter> {
  return Object.fromEntries(
    standards.map((standard, index) => [`${name}_${index + 1}`, candles(standard, `candles of the ${description}`)]),
  );
}
