import { instrumentToFile } from './resolve-instruments.js';
import type { SystemConfig } from './system-config.js';

/** A configuration as it would be written in a file: loading that file gives the same values again. Swaps by date are in files of their own. */
export function toFileForm({ swaps: _ofFiles, ...config }: SystemConfig): Readonly<Record<string, unknown>> {
  const instruments = Object.entries(config.instruments).map(([symbol, each]) => [symbol, instrumentToFile(each)]);
  return {
    ...config,
    instruments: Object.fromEntries(instruments),
    strategies: { folder: config.strategies.folder, modules: config.strategies.modules },
    indicators: {
      folder: config.indicators.folder,
      modules: config.indicators.modules,
      inline: config.indicators.inline,
    },
  };
}
