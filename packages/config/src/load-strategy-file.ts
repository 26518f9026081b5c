import type { StrategyDefinition } from '@q/trading';
import { resolve } from 'node:path';
import { FileSource } from './file-source.js';
import type { Frozen } from './frozen.js';
import { loadFile } from './load-strategies.js';
import { ConfigError } from './problems/config-error.js';

/**
 * Reads one strategy file without a configuration, for tests of it. What it needs of its surroundings, its timeframes and indicators, is not asked.
 * @param path absolute, or relative to the working directory
 * @throws ConfigError naming everything that is wrong in it
 */
export function loadStrategyFile(path: string): Frozen<StrategyDefinition> {
  const files = new FileSource(process.cwd());
  const { strategy, problems } = loadFile(resolve(path), '', { files });
  if (strategy === undefined || problems.length > 0) throw new ConfigError(problems, files.texts);
  return strategy.definition;
}
