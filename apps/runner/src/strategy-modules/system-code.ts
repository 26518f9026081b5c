import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { sha256 } from '@q/trading';
import { containedFile, projectOf } from './contained-file.js';
import { loadedFiles, loadModule } from './load-module.js';
import { registerModules } from './register-modules.js';
import type { MakeSeats } from './seats-of.js';
import { seatsOf } from './seats-of.js';

/** The code that a configuration brings. */
export interface SystemCode {
  /** Makes its strategies anew, for one run. @throws CodeModuleError */
  readonly make: MakeSeats;
  /** Hashes of its files and of those of the project that they import, by path from the project. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is read of a configuration. */
export interface ModulesOfConfig {
  readonly strategies: { readonly modules: readonly string[] };
  readonly indicators: { readonly modules: readonly string[] };
}

const NONE: SystemCode = { make: () => [], files: {} };

/** Loads the strategies and indicators in code of a configuration. @param folder of its file @throws CodeModuleError */
export async function loadCode({ strategies, indicators }: ModulesOfConfig, folder: string): Promise<SystemCode> {
  if (strategies.modules.length + indicators.modules.length === 0) return NONE;
  const project = projectOf(folder);
  await registerModules(indicators.modules, folder);
  const makers: MakeSeats[] = [];
  for (const path of strategies.modules) {
    const file = containedFile(path, 'strategies.modules', folder);
    makers.push(seatsOf(await loadModule(file, project), path));
  }
  const hash = (file: string): string => `sha256:${sha256(readFileSync(file, 'utf8'))}`;
  return {
    make: (config, parameters) => makers.flatMap((make) => make(config, parameters)),
    files: Object.fromEntries(loadedFiles(project).map((file) => [relative(project, file), hash(file)])),
  };
}
