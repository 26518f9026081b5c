import type { JournalRecord } from '@q/events';
import { canonicalJson } from './canonical-json.js';
import { crc32 } from './crc32.js';
import { isRecord, parseRecord } from './parse-record.js';

const VERSION = 1;

export type ReadState =
  { readonly ok: true; readonly state: JournalRecord } | { readonly ok: false; readonly reason: string };

/** A state as it stands in its file: `{ version, crc32, state }`, the checksum over the state's canonical JSON. */
export function stateToText(state: JournalRecord): string {
  const canonical = canonicalJson(JSON.parse(JSON.stringify(state)));
  return `{"version":${VERSION},"crc32":"${crc32(canonical)}","state":${canonical}}\n`;
}

export function stateFromText(text: string): ReadState {
  const file = parseRecord(text);
  if (file === undefined) return { ok: false, reason: 'it is not a JSON object' };
  const { version, crc32: checksum, state, ...more } = file;
  if (version !== VERSION) return { ok: false, reason: `its version is ${JSON.stringify(version)}, not ${VERSION}` };
  if (!isRecord(state) || Object.keys(more).length > 0) return { ok: false, reason: 'it is no state file' };
  const expected = crc32(canonicalJson(state));
  if (checksum === expected) return { ok: true, state };
  return { ok: false, reason: `its checksum is ${JSON.stringify(checksum)}, its content gives "${expected}"` };
}
