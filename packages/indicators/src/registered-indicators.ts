import type { CatalogEntry } from './catalog-entry.js';
import type { DefinedIndicator } from './define-indicator.js';

interface Registered {
  readonly definition: DefinedIndicator;
  readonly entry: CatalogEntry;
}

/**
 * A bot's own indicators by name. It is the one thing that this package remembers: indicators are asked for by name in the checks of files, in
 * the making of rows and in messages, and one that only some of them knew would be none.
 */
const registered = new Map<string, Registered>();

export function registeredEntry(name: string): CatalogEntry | undefined {
  return registered.get(name)?.entry;
}

export function isRegistered(definition: DefinedIndicator): boolean {
  return registered.get(definition.name)?.definition === definition;
}

export function registeredNames(): readonly string[] {
  return [...registered.keys()];
}

/** @returns its undo */
export function addRegistered(definition: DefinedIndicator, entry: CatalogEntry): () => void {
  registered.set(definition.name, { definition, entry });
  return () => {
    if (isRegistered(definition)) registered.delete(definition.name);
  };
}
