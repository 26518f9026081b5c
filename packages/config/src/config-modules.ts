import { copyWritten } from './check-config.js';
import type { LoadOptions } from './config-loader.js';
import { applyEnvironment } from './environment.js';
import { FileSource } from './file-source.js';
import { applyOverrides } from './overrides.js';
import { itemOf } from './schema-path.js';
import { Settings } from './settings.js';
import { systemSchema } from './system-schema.js';

/** The files with code that a configuration names, relative to its own file. */
export interface ConfigModules {
  readonly strategies: readonly string[];
  readonly indicators: readonly string[];
}

const NONE: ConfigModules = { strategies: [], indicators: [] };

/**
 * What has to be loaded before a configuration can be checked: its files may name indicators that only exist once their code is there. What cannot
 * be read counts as none, for `ConfigLoader.load` says what is wrong with it.
 */
export function configModules(path: string, options: LoadOptions = {}): ConfigModules {
  const text = new FileSource(options.cwd ?? process.cwd()).read(path);
  if ('code' in text) return NONE;
  const settings = new Settings(copyWritten(text.yaml.value).root, text);
  applyEnvironment(settings, options.env ?? process.env);
  applyOverrides(settings, options.overrides ?? []);
  const { strategies, indicators } = systemSchema.shape;
  const listOf = (section: 'strategies' | 'indicators'): readonly string[] => {
    const schema = { strategies, indicators }[section].unwrap().shape.modules;
    const read = schema.safeParse(itemOf(itemOf(settings.value, section), 'modules'), { jitless: true });
    return read.success ? read.data : [];
  };
  return { strategies: listOf('strategies'), indicators: listOf('indicators') };
}
