import { dirname } from 'node:path';
import type { ConfigModules } from '@q/config';
import { configModules } from '@q/config';
import type { Arguments } from '../arguments.js';
import { setOverride } from '../load-settings.js';
import { registerModules } from './register-modules.js';

/**
 * Makes a configuration's own indicators known before it is checked, for its files may name them.
 * @returns the files with code that it names
 * @throws CodeModuleError, UsageError
 */
export async function prepareIndicators(args: Arguments): Promise<ConfigModules> {
  const modules = configModules(args.config, { overrides: args.set.map(setOverride) });
  await registerModules(modules.indicators, dirname(args.config));
  return modules;
}
