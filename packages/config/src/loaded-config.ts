import { formatPath, parsePath, type KeyPath } from './key-path.js';
import type { Origin } from './origin.js';
import { schemaAt } from './schema-path.js';
import { isMap } from './sections/cross-check.js';
import type { Settings } from './settings.js';
import type { SystemConfig } from './system-config.js';
import { systemSchema } from './system-schema.js';
import { toFileForm } from './to-file-form.js';

/** A value of the configuration with its key and where it comes from. */
export type OriginRow = readonly [path: string, value: unknown, origin: Origin];

export interface LoadedConfig {
  readonly config: SystemConfig;
  /** The file as messages name it; `undefined` where the text came from elsewhere. */
  readonly file: string | undefined;
  /** What is probably not meant, and was used or left out all the same. */
  readonly warnings: readonly string[];
  /** What was added to what was written: indicators that strategies need. */
  readonly notices: readonly string[];
  /** Where the value of a key comes from. @throws where there is no such key */
  readonly originOf: (path: string) => Origin;
  /** Every value with its key and origin, in the order of the sections. */
  readonly origins: () => readonly OriginRow[];
}

export interface LoadedParts {
  readonly config: SystemConfig;
  readonly file: string | undefined;
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  readonly settings: Settings;
}

export function loadedConfig({ config, file, warnings, notices, settings }: LoadedParts): LoadedConfig {
  return {
    config,
    file,
    warnings,
    notices,
    originOf(path) {
      const keys = parsePath(path);
      if (keys === undefined || schemaAt(systemSchema, keys, config) === undefined) {
        throw new Error(`there is no configuration key "${path}"`);
      }
      return originOf(keys, settings);
    },
    origins() {
      return valuesOf(toFileForm(config), []).map(([path, value]) => [
        formatPath(path),
        value,
        originOf(path, settings),
      ]);
    },
  };
}

/** `trading.symbols` may have been written as `trading.symbol`. */
function originOf(path: KeyPath, settings: Settings): Origin {
  const origin = settings.originOf(path);
  const isSymbols = path[0] === 'trading' && path[1] === 'symbols';
  return origin.kind === 'default' && isSymbols ? settings.originOf(['trading', 'symbol']) : origin;
}

function valuesOf(value: unknown, path: KeyPath): readonly (readonly [KeyPath, unknown])[] {
  if (!isMap(value)) return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => valuesOf(inner, [...path, key]));
}
