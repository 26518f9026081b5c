import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { loadSettings } from './load-settings.js';

/** `qbot config show`: every value as it counts, with `--origin` where it comes from. */
export function configShowVerb(args: Arguments, output: Output): ExitCode {
  const { warnings, ...loaded } = loadSettings(args);
  const rows = loaded.origins();
  warnings.forEach((warning) => output.err(`warning    ${warning}`));
  if (args.json) {
    const values = rows.map(([path, value, origin]) => ({ path, value, ...(args.origin ? { origin } : {}) }));
    output.out(JSON.stringify({ schema_version: 1, values }, undefined, 2));
    return EXIT.ok;
  }
  const width = Math.max(...rows.map(([path, value]) => path.length + shown(value).length + 3));
  for (const [path, value, { text }] of rows) {
    const line = `${path} = ${shown(value)}`;
    output.out(args.origin ? `${line.padEnd(width)}  ${text}` : line);
  }
  return EXIT.ok;
}

function shown(value: unknown): string {
  return JSON.stringify(value);
}
