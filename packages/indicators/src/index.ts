export * from './candle-aggregator.js';
export { CATALOG, INDICATOR_NAMES, baseName } from './catalog.js';
export type { CatalogEntry, IndicatorName, Parameter } from './catalog.js';
export * from './check-indicators.js';
export { createIndicator } from './create-indicator.js';
export * from './indicator-bank.js';
export type { Indicator, Output } from './indicator.js';
export { editDistance, nearest } from './nearest.js';
export * from './regime.js';
