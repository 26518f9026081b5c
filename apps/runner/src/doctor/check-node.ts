import type { Check } from './check.js';
import type { Finding } from './finding.js';
import { fail, ok, warn } from './finding.js';

/** As `engines` of the package says. */
export const LEAST_NODE = '20.11';
/** Even major versions from this one on are still mended; odd ones never are for long. */
const LEAST_MAINTAINED = 22;

export const checkNode: Check = { name: 'node', look: () => nodeFinding(process.versions.node) };

export function nodeFinding(version: string): Finding {
  const text = `v${version} (needs at least ${LEAST_NODE})`;
  const mend = 'install Node 22 or 24';
  if (isOlder(version, LEAST_NODE)) return fail(text, mend);
  const major = numbersOf(version)[0] ?? 0;
  const isMaintained = major >= LEAST_MAINTAINED && major % 2 === 0;
  return isMaintained ? ok(text) : warn(`${text}, and gets no security updates any more`, mend);
}

function isOlder(version: string, least: string): boolean {
  const [own, wanted] = [numbersOf(version), numbersOf(least)];
  const index = wanted.findIndex((number, at) => (own[at] ?? 0) !== number);
  return index >= 0 && (own[index] ?? 0) < (wanted[index] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
