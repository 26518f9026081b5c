import { configLeaves } from './config-leaves.js';
import { environmentNames } from './environment.js';
import { formatPath } from './key-path.js';
import type { Leaf } from './leaves.js';
import { defaultOf, descriptionOf, expectationOf } from './schema-facts.js';

/** A key of the configuration file, for documents. */
export interface ConfigurationRow {
  readonly path: string;
  /** What may be written, in words. */
  readonly type: string;
  /** The default as it would be written; empty where the key has none. */
  readonly default: string;
  readonly description: string;
}

/** An environment variable, for documents. A variable with several names has a row for each, the strongest first. */
export interface EnvironmentRow extends ConfigurationRow {
  readonly name: string;
}

export function configurationTable(): readonly ConfigurationRow[] {
  return configLeaves().map(rowOf);
}

export function environmentTable(): readonly EnvironmentRow[] {
  return environmentNames().flatMap(({ names, leaf }) =>
    names.map((name, index) => {
      const row = rowOf(leaf);
      const description = index === 0 ? row.description : `${row.description} Weaker than ${names[index - 1]}.`;
      return { name, ...row, description };
    }),
  );
}

function rowOf({ path, schema }: Leaf): ConfigurationRow {
  const value = defaultOf(schema);
  return {
    path: formatPath(path),
    type: expectationOf(schema),
    default: value === undefined ? '' : JSON.stringify(value),
    description: descriptionOf(schema),
  };
}
