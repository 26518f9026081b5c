import { BREADTH_CATALOG } from './breadth/breadth-catalog.js';
import { PATTERN_CATALOG } from './breadth/pattern-catalog.js';
import type { CatalogEntry } from './catalog-entry.js';
import { CORE_CATALOG } from './core-catalog.js';
import { registeredEntry, registeredNames } from './registered-indicators.js';

/** Every indicator by name. To add one: a file of its own and an entry in one of these. */
export const CATALOG = { ...CORE_CATALOG, ...BREADTH_CATALOG, ...PATTERN_CATALOG };

export type IndicatorName = keyof typeof CATALOG;

export const INDICATOR_NAMES = Object.keys(CATALOG) as readonly IndicatorName[];

/** Every indicator that can be named: those of the catalog, then a bot's own. */
export function indicatorNames(): readonly string[] {
  return [...INDICATOR_NAMES, ...registeredNames()];
}

/** The entry for a name or an instance name, of the catalog or of a bot's own indicator: `ema_fast` is an `ema`. */
export function catalogEntry(instance: string): CatalogEntry | undefined {
  const base = baseName(instance);
  return Object.hasOwn(CATALOG, base) ? CATALOG[base as IndicatorName] : registeredEntry(base);
}

/** The indicator an instance name stands for: the text before the first underscore. */
export function baseName(instance: string): string {
  return instance.split('_', 1)[0] ?? instance;
}
