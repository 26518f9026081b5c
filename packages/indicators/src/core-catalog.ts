import { Adx } from './adx.js';
import { Aroon } from './aroon.js';
import { Atr } from './atr.js';
import { BollingerBands } from './bb.js';
import type { CatalogEntry } from './catalog-entry.js';
import { Ema } from './ema.js';
import { Ichimoku } from './ichimoku.js';
import { Keltner } from './keltner.js';
import { Macd } from './macd.js';
import { Obv } from './obv.js';
import { candles, factor } from './parameter.js';
import { Rma } from './rma.js';
import { Rsi } from './rsi.js';
import { ParabolicSar } from './sar.js';
import { Sma } from './sma.js';
import { StochRsi } from './stochrsi.js';
import { Supertrend } from './supertrend.js';
import { UltimateRsi } from './ursi.js';

/** The indicators of the original system, and all computed by us. */
export const CORE_CATALOG = {
  sma: {
    description: 'simple moving average of closes',
    formula: 'mean of the last `period` closes',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Sma(given.number('period')),
  },
  ema: {
    description: 'exponential moving average of closes',
    formula: 'alpha 2 / (period + 1), seeded by the first close',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Ema(given.number('period')),
  },
  rma: {
    description: "Wilder's moving average of closes",
    formula: '(former * (period - 1) + close) / period, seeded by the mean of the first `period` closes',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Rma(given.number('period')),
  },
  atr: {
    description: 'average true range (Wilder)',
    formula:
      'Wilder average of the true range, seeded by the mean of the first `window`; the first range is high - low',
    source: 'ours',
    parameters: { window: candles(14) },
    create: (given) => new Atr(given.number('window')),
  },
  rsi: {
    description: 'relative strength index (Wilder) and its signal line',
    formula:
      'Wilder averages of rises and falls, seeded by the mean of the first `period`; 100 without a fall, 0 without a rise, 50 without either; signal is an EMA of it',
    source: 'ours',
    parameters: { period: candles(14), signal_period: candles(14) },
    create: (given) => new Rsi(given.number('period'), given.number('signal_period')),
  },
  stochrsi: {
    description: 'stochastic of the RSI, K and D',
    formula:
      '100 * (RSI - lowest) / (highest - lowest), K its simple mean, D the mean of K; 50 where the RSI stands still between 0 and 100',
    source: 'ours',
    parameters: {
      rsi_period: candles(undefined),
      stochrsi_period: candles(undefined),
      k_smooth: candles(undefined),
      d_smooth: candles(undefined),
    },
    create: (given) =>
      new StochRsi({
        rsi: given.number('rsi_period'),
        stochastic: given.number('stochrsi_period'),
        k: given.number('k_smooth'),
        d: given.number('d_smooth'),
      }),
  },
  macd: {
    description: 'moving average convergence divergence, signal and histogram',
    formula: 'EMA(fast) - EMA(slow), each seeded by the first close; signal is its EMA, hist the difference',
    source: 'ours',
    parameters: { fast: candles(12), slow: candles(26), signal: candles(9) },
    create: (given) => new Macd(given.number('fast'), given.number('slow'), given.number('signal')),
  },
  bb: {
    description: 'Bollinger bands and the place of the close between them',
    formula:
      'simple mean plus and minus `num_std_dev` population standard deviations; percent_b 0 where the bands are one',
    source: 'ours',
    parameters: { window: candles(20), num_std_dev: factor(2, 'standard deviations') },
    create: (given) => new BollingerBands(given.number('window'), given.number('num_std_dev')),
  },
  keltner: {
    description: 'Keltner channel and the place of the close in it',
    formula: 'EMA of (high + low + close) / 3 plus and minus `multiplier` simple means of the true range',
    source: 'ours',
    parameters: { ema_window: candles(20), atr_window: candles(10), multiplier: factor(2, 'mean true ranges') },
    create: (given) => new Keltner(given.number('ema_window'), given.number('atr_window'), given.number('multiplier')),
  },
  supertrend: {
    description: 'supertrend line and its direction',
    formula: 'bands of `multiplier` ATRs about (high + low) / 2; begins bullish',
    source: 'ours',
    parameters: { period: candles(10), multiplier: factor(3, 'average true ranges') },
    create: (given) => new Supertrend(given.number('period'), given.number('multiplier')),
  },
  adx: {
    description: 'average directional index with both directional indicators',
    formula:
      'Wilder sums from the second candle, ADX seeded by the mean of the first `period` DX; rounded to 6 decimals',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Adx(given.number('period')),
  },
  aroon: {
    description: 'candles since the highest high and the lowest low, 100 is now',
    formula: '100 * (period - candles since the extreme) / period over period + 1 candles; of equals the oldest',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Aroon(given.number('period')),
  },
  sar: {
    description: 'parabolic stop and reverse',
    formula: "begins bullish at the first low; turns to the extreme of the trend, the turning candle's included",
    source: 'ours',
    parameters: {
      acceleration: factor(undefined, 'growth of the factor'),
      max_acceleration: factor(undefined, 'largest factor'),
    },
    create: (given) => new ParabolicSar(given.number('acceleration'), given.number('max_acceleration')),
  },
  obv: {
    description: 'on-balance volume and its distance from its EMA',
    formula: 'starts at 0; ema is the distance from its EMA',
    source: 'ours',
    parameters: { period: candles(14) },
    create: (given) => new Obv(given.number('period')),
  },
  ichimoku: {
    description: 'Ichimoku lines and cloud, not displaced',
    formula: 'mid-ranges of highs and lows; chikou is the close `chikou_shift` candles ago; all begin together',
    source: 'ours',
    parameters: {
      tenkan_period: candles(9),
      kijun_period: candles(26),
      senkou_b_period: candles(52),
      chikou_shift: candles(26),
    },
    create: (given) =>
      new Ichimoku({
        tenkan: given.number('tenkan_period'),
        kijun: given.number('kijun_period'),
        senkouB: given.number('senkou_b_period'),
        chikouShift: given.number('chikou_shift'),
      }),
  },
  ursi: {
    description: 'ultimate RSI and its signal line',
    formula: '50 + 50 * RMA(change) / RMA(|change|), a new extreme of the window counting as its whole range',
    source: 'ours',
    parameters: {
      src: { kind: 'choice', default: 'close', values: ['close'], description: 'the price it is computed from' },
      length: candles(14),
      smooth_length: candles(14),
    },
    create: (given) => new UltimateRsi(given.number('length'), given.number('smooth_length')),
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;
