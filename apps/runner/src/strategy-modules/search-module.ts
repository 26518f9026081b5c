import { resolve } from 'node:path';
import type { ModulesOfConfig } from './system-code.js';

/** Which files with code a search is about. */
export interface ModuleList {
  /** Of the configuration file, absolute. */
  readonly folder: string;
  readonly strategies: readonly string[];
  readonly indicators: readonly string[];
}

/**
 * The module from which the threads of a search have the code of a configuration; `undefined` where it brings none.
 * @param base where `search-strategies` is
 */
export function searchModule(
  base: URL | undefined,
  { strategies, indicators }: ModulesOfConfig,
  folder: string,
): URL | undefined {
  if (base === undefined || strategies.modules.length + indicators.modules.length === 0) return undefined;
  const list: ModuleList = {
    folder: resolve(folder),
    strategies: strategies.modules,
    indicators: indicators.modules,
  };
  const url = new URL(base);
  url.searchParams.set('modules', JSON.stringify(list));
  return url;
}
