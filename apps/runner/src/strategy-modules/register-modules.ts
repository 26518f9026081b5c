import type { DefinedIndicator } from '@q/indicators';
import { defineIndicator, registerIndicator } from '@q/indicators';
import { CodeModuleError, messageOf } from './code-module-error.js';
import { containedFile, projectOf } from './contained-file.js';
import { loadModule } from './load-module.js';

/**
 * Makes the indicators of files known to this thread. What is known already stays as it is.
 * @param folder of the configuration file, from which the paths go
 * @throws CodeModuleError where a file cannot be used
 */
export async function registerModules(paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths) {
    const exported = await loadModule(containedFile(path, 'indicators.modules', folder), projectOf(folder));
    for (const indicator of indicatorsOf(exported, path)) {
      try {
        registerIndicator(indicator);
      } catch (cause) {
        throw new CodeModuleError(`${path}: ${messageOf(cause)}`, { cause });
      }
    }
  }
}

/** The indicators that a module exports, by default or as `indicators`. @throws CodeModuleError where it exports something else */
export function indicatorsOf(exported: Readonly<Record<string, unknown>>, file: string): readonly DefinedIndicator[] {
  const given = exported['default'] ?? exported['indicators'];
  if (!Array.isArray(given))
    throw new CodeModuleError(
      `${file}: exports no indicators: export a list of them, made with defineIndicator, by default or as "indicators"`,
    );
  return given.map((one: unknown, index) => {
    if (isDefined(one)) return one;
    throw new CodeModuleError(`${file}: indicator ${index + 1} of its list was not made with defineIndicator`);
  });
}

function isDefined(one: unknown): one is DefinedIndicator {
  if (typeof one !== 'object' || one === null) return false;
  try {
    // What it gives back is complete; what was given must have been, too.
    const complete = defineIndicator(one as DefinedIndicator);
    return Object.keys(complete).every((key) => Object.hasOwn(one, key));
  } catch {
    return false;
  }
}
