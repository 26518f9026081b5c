import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a symbol's files: its name in lower case, with `_` for what a folder name cannot hold. */
export function symbolFolder(symbol: string): string {
  return symbol.toLowerCase().replace(/[/:]/g, '_');
}

/** The files of a folder that end in `.yaml`, in the order of their names; none where there is no folder. */
export function yamlFilesIn(folder: string): readonly string[] {
  return filesIn(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name));
}

/** The files of a folder that look like definitions and are not read: `.yml`. */
export function overlookedFilesIn(folder: string): readonly string[] {
  return filesIn(folder).filter((name) => /\.ya?ml$/i.test(name) && !name.endsWith('.yaml'));
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
