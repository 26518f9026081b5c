import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Arguments } from './arguments.js';
import { CONFIG_FILE } from './arguments.js';
import type { Output } from './io.js';

/**
 * In a folder without `config/services.yaml`, and where no other file is named, the configuration that came with the program takes its
 * place, and a line says so. There, and only there, a line without a verb runs it: whoever has a configuration says what is to be done.
 * @param shipped where that configuration is; without it, or where it was not built, nothing takes its place
 */
export function withDefaultConfig(args: Arguments, shipped: URL | undefined, output: Output): Arguments {
  if (args.isConfigGiven || args.help || args.version || shipped === undefined) return args;
  if (existsSync(CONFIG_FILE) || !existsSync(shipped)) return args;
  const isBare = args.verb.length === 0;
  const does = isBare
    ? 'running the default job, qbot --help lists others'
    : 'using the configuration that came with qbot';
  if (!args.quiet && !args.json) output.err(`notice     there is no ${CONFIG_FILE} here: ${does}`);
  return { ...args, config: fileURLToPath(shipped), ...(isBare ? { verb: ['run'] } : {}) };
}
