import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigLoader, loadSearch, loadStrategyFile } from '@q/config';
import type { Block } from './block.js';

/** The smallest configuration, a line for each section. */
const SMALLEST: Readonly<Record<string, string>> = {
  trading: "trading: { symbols: [EURUSD], timeframes: ['1', '5'] }",
};

/** Checks YAML by the schema of what it is: its hint says so, and without one it is a part of a configuration. @throws ConfigError */
export function checkYaml({ text, hints }: Block): void {
  if (hints.has('strategy')) asFile(text, loadStrategyFile);
  else if (hints.has('search')) asFile(text, loadSearch);
  else if (hints.has('indicators')) checkConfig(withRest(asInline(text)));
  else checkConfig(hints.has('config') ? text : withRest(text));
}

function checkConfig(text: string): void {
  // Variables that it names are there, as on the machine of somebody who uses it.
  const named = [...text.matchAll(/_env: (\w+)/g)].map(([, name = '']) => [
    name,
    name.includes('TOKEN') ? '1234:abcd' : 'https://hooks.example.com/1',
  ]);
  ConfigLoader.parse(text, { env: Object.fromEntries(named) as Record<string, string> });
}

function withRest(text: string): string {
  const missing = Object.entries(SMALLEST).filter(([section]) => !new RegExp(`^${section}:`, 'm').test(text));
  return [...missing.map(([, line]) => line), text].join('\n');
}

/** What stands in an indicator file can stand in the configuration, too. */
function asInline(text: string): string {
  const lines = text.split('\n').map((line) => `        ${line}`);
  return ['indicators:', '  inline:', '    EURUSD:', "      '1':", ...lines].join('\n');
}

function asFile(text: string, read: (path: string) => unknown): void {
  const folder = mkdtempSync(join(tmpdir(), 'q-docs-yaml-'));
  try {
    const file = join(folder, 'block.yaml');
    writeFileSync(file, text);
    read(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
