import { Atr } from './atr.js';
import { Ema } from './ema.js';
import type { IndicatorCore } from './indicator.js';
import { Rsi } from './rsi.js';
import { Sma } from './sma.js';

/** A parameter of an indicator: a whole number of candles. */
export interface Parameter {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly description: string;
}

export interface CatalogEntry {
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Gets every parameter: the given ones and the defaults of the others. */
  readonly create: (parameters: Readonly<Record<string, number>>) => IndicatorCore;
}

const period = (standard: number): Parameter => ({ default: standard, min: 1, max: 100_000, description: 'candles' });

/** Every indicator by name. To add one: a file of its own and an entry here. */
export const CATALOG = {
  sma: {
    description: 'simple moving average of closes',
    parameters: { period: period(14) },
    create: (given) => new Sma(whole(given, 'period')),
  },
  ema: {
    description: 'exponential moving average of closes',
    parameters: { period: period(14) },
    create: (given) => new Ema(whole(given, 'period')),
  },
  rsi: {
    description: 'relative strength index (Wilder) and its signal line',
    parameters: { period: period(14), signal_period: period(14) },
    create: (given) => new Rsi(whole(given, 'period'), whole(given, 'signal_period')),
  },
  atr: {
    description: 'average true range (Wilder)',
    parameters: { window: period(14) },
    create: (given) => new Atr(whole(given, 'window')),
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

function whole(parameters: Readonly<Record<string, number>>, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new Error(`the catalog declares no parameter "${name}"`);
  return value;
}
