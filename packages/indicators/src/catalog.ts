import { Adx } from './adx.js';
import { Aroon } from './aroon.js';
import { Atr } from './atr.js';
import { BollingerBands } from './bb.js';
import { Ema } from './ema.js';
import { Ichimoku } from './ichimoku.js';
import type { IndicatorCore } from './indicator.js';
import { Keltner } from './keltner.js';
import { Macd } from './macd.js';
import { Obv } from './obv.js';
import type { Given, Parameter } from './parameter.js';
import { candles, factor } from './parameter.js';
import { Rma } from './rma.js';
import { Rsi } from './rsi.js';
import { ParabolicSar } from './sar.js';
import { Sma } from './sma.js';
import { StochRsi } from './stochrsi.js';
import { Supertrend } from './supertrend.js';
import { UltimateRsi } from './ursi.js';

export interface CatalogEntry {
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly create: (given: Given) => IndicatorCore;
}

/** Every indicator by name. To add one: a file of its own and an entry here. */
export const CATALOG = {
  sma: {
    description: 'simple moving average of closes',
    parameters: { period: candles(14) },
    create: (given) => new Sma(given.number('period')),
  },
  ema: {
    description: 'exponential moving average of closes',
    parameters: { period: candles(14) },
    create: (given) => new Ema(given.number('period')),
  },
  rma: {
    description: "Wilder's moving average of closes",
    parameters: { period: candles(14) },
    create: (given) => new Rma(given.number('period')),
  },
  atr: {
    description: 'average true range (Wilder)',
    parameters: { window: candles(14) },
    create: (given) => new Atr(given.number('window')),
  },
  rsi: {
    description: 'relative strength index (Wilder) and its signal line',
    parameters: { period: candles(14), signal_period: candles(14) },
    create: (given) => new Rsi(given.number('period'), given.number('signal_period')),
  },
  stochrsi: {
    description: 'stochastic of the RSI, K and D',
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
    parameters: { fast: candles(12), slow: candles(26), signal: candles(9) },
    create: (given) => new Macd(given.number('fast'), given.number('slow'), given.number('signal')),
  },
  bb: {
    description: 'Bollinger bands and the place of the close between them',
    parameters: { window: candles(20), num_std_dev: factor(2, 'standard deviations') },
    create: (given) => new BollingerBands(given.number('window'), given.number('num_std_dev')),
  },
  keltner: {
    description: 'Keltner channel and the place of the close in it',
    parameters: { ema_window: candles(20), atr_window: candles(10), multiplier: factor(2, 'mean true ranges') },
    create: (given) => new Keltner(given.number('ema_window'), given.number('atr_window'), given.number('multiplier')),
  },
  supertrend: {
    description: 'supertrend line and its direction',
    parameters: { period: candles(10), multiplier: factor(3, 'average true ranges') },
    create: (given) => new Supertrend(given.number('period'), given.number('multiplier')),
  },
  adx: {
    description: 'average directional index with both directional indicators',
    parameters: { period: candles(14) },
    create: (given) => new Adx(given.number('period')),
  },
  aroon: {
    description: 'candles since the highest high and the lowest low, 100 is now',
    parameters: { period: candles(14) },
    create: (given) => new Aroon(given.number('period')),
  },
  sar: {
    description: 'parabolic stop and reverse',
    parameters: {
      acceleration: factor(undefined, 'growth of the factor'),
      max_acceleration: factor(undefined, 'largest factor'),
    },
    create: (given) => new ParabolicSar(given.number('acceleration'), given.number('max_acceleration')),
  },
  obv: {
    description: 'on-balance volume and its distance from its EMA',
    parameters: { period: candles(14) },
    create: (given) => new Obv(given.number('period')),
  },
  ichimoku: {
    description: 'Ichimoku lines and cloud, not displaced',
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
    parameters: {
      src: { kind: 'choice', default: 'close', values: ['close'], description: 'the price it is computed from' },
      length: candles(14),
      smooth_length: candles(14),
    },
    create: (given) => new UltimateRsi(given.number('length'), given.number('smooth_length')),
  },
} as const satisfies Readonly<Record<string, CatalogEntry>>;

export type IndicatorName = keyof typeof CATALOG;

export const INDICATOR_NAMES = Object.keys(CATALOG) as readonly IndicatorName[];

/** The catalog entry for a name or an instance name: `ema_fast` is an `ema`. */
export function catalogEntry(instance: string): CatalogEntry | undefined {
  const base = baseName(instance);
  return Object.hasOwn(CATALOG, base) ? CATALOG[base as IndicatorName] : undefined;
}

/** The indicator an instance name stands for: the text before the first underscore. */
export function baseName(instance: string): string {
  return instance.split('_', 1)[0] ?? instance;
}
