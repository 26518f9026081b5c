import { baseName } from './catalog.js';

/** Least and greatest value that a column can have; `Infinity` where there is no end. */
export interface Bounds {
  readonly least: number;
  readonly most: number;
}

const PERCENT: Bounds = { least: 0, most: 100 };
const NOT_NEGATIVE: Bounds = { least: 0, most: Infinity };

/**
 * Indicators whose formulas (the `formula` of their catalog entries) end somewhere, each with all of its outputs: shares of a whole, places in a range,
 * averages of either, and averages of what has no sign. A place between bands (`percent_b`) has no end: the close may lie outside.
 */
const OF_INDICATORS: Readonly<Record<string, Bounds | undefined>> = {
  rsi: PERCENT,
  ursi: PERCENT,
  stochrsi: PERCENT,
  stochastic: PERCENT,
  mfi: PERCENT,
  aroon: PERCENT,
  adx: PERCENT,
  williamsr: { least: -100, most: 0 },
  atr: NOT_NEGATIVE,
  truerange: NOT_NEGATIVE,
  sd: NOT_NEGATIVE,
  averagegain: NOT_NEGATIVE,
  averageloss: NOT_NEGATIVE,
};

/** Of a candle that has passed the data checks, and of the regime. */
const OF_ROWS: Readonly<Record<string, Bounds | undefined>> = {
  open: NOT_NEGATIVE,
  high: NOT_NEGATIVE,
  low: NOT_NEGATIVE,
  close: NOT_NEGATIVE,
  volume: NOT_NEGATIVE,
  tick_volume: NOT_NEGATIVE,
  regime_confidence: { least: 0, most: 1 },
};

const NONE: Bounds = { least: -Infinity, most: Infinity };

/** The values that a number column can have, but for rounding in the last digits. */
export function columnBounds(column: string): Bounds {
  const instance = column.startsWith('signal_') ? column.slice('signal_'.length) : column;
  return own(OF_ROWS, column) ?? own(OF_INDICATORS, baseName(instance)) ?? NONE;
}

function own(table: Readonly<Record<string, Bounds | undefined>>, name: string): Bounds | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
