import { copyFileSync, readFileSync } from 'node:fs';
import type { StateStore } from '@q/events';
import { codeOf, onDisk } from './journal-error.js';
import { replaceFile } from './replace-file.js';
import { StateDamagedError } from './state-damaged-error.js';
import { stateFromText, stateToText } from './state-text.js';

/**
 * A small state in a file of its own (0600), with a checksum.
 * `load` throws `StateDamagedError` for a damaged or foreign file; `save` then keeps that file as `<file>.damaged`.
 * @throws JournalError where the disk does not do what is asked
 */
export function fileStateStore(file: string): StateStore {
  return {
    load() {
      const text = textOf(file);
      if (text === undefined) return undefined;
      const read = stateFromText(text);
      if (!read.ok) throw new StateDamagedError(file, read.reason);
      return read.state;
    },
    save(state) {
      const text = stateToText(state);
      const former = textOf(file);
      if (former !== undefined && !stateFromText(former).ok) {
        onDisk('keep a copy of', file, () => copyFileSync(file, `${file}.damaged`));
      }
      replaceFile(file, text);
    },
  };
}

function textOf(file: string): string | undefined {
  return onDisk('read', file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}
