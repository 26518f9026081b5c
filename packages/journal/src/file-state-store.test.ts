import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { JournalRecord, StateStore } from '@q/events';
import { fileStateStore } from './file-state-store.js';
import { JournalError } from './journal-error.js';
import { memoryStateStore } from './memory-state-store.js';
import { StateDamagedError } from './state-damaged-error.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();
const anyState = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((value) => JSON.parse(JSON.stringify(value)) as JournalRecord);

function written(content: string | Uint8Array): string {
  const file = fresh('state.json');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

function loaded(file: string): JournalRecord | 'damaged' | undefined {
  try {
    return fileStateStore(file).load();
  } catch (error) {
    if (error instanceof StateDamagedError) return 'damaged';
    throw error;
  }
}

const stores: readonly (readonly [string, () => StateStore])[] = [
  ['fileStateStore', () => fileStateStore(fresh('state.json'))],
  ['memoryStateStore', () => memoryStateStore()],
];

describe.each(stores)('%s', (_name, make) => {
  it('has nothing at first', () => {
    expect(make().load()).toBeUndefined();
  });

  it('gives back what was saved last', () => {
    fc.assert(
      fc.property(anyState, anyState, (first, second) => {
        const store = make();
        store.save(first);
        store.save(second);
        expect(store.load()).toEqual(second);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what was saved when the object is changed later', () => {
    const store = make();
    const state = { enabled: true };
    store.save(state);
    state.enabled = false;
    expect(store.load()).toEqual({ enabled: true });
  });

  it('keeps the former state where the new one has no JSON', () => {
    const store = make();
    store.save({ n: 1 });
    expect(() => store.save({ n: 1n })).toThrow(TypeError);
    expect(store.load()).toEqual({ n: 1 });
  });
});

describe('the state file', () => {
  it('is for the user alone and leaves nothing else behind', () => {
    const file = fresh(join('deep', 'state.json'));
    fileStateStore(file).save({ a: 1 });
    fileStateStore(file).save({ a: 2 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(readdirSync(dirname(file))).toEqual(['state.json']);
  });

  it('is for the user alone even where it replaces one that was not', () => {
    const file = written('{}');
    chmodSync(file, 0o644);
    writeFileSync(`${file}.tmp`, 'left by a crash', { mode: 0o644 });
    fileStateStore(file).save({ a: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is a new file after each save, so that a reader never sees half of it', () => {
    const file = fresh('state.json');
    const store = fileStateStore(file);
    store.save({ a: 1 });
    const before = statSync(file).ino;
    store.save({ a: 2 });
    expect(statSync(file).ino).not.toBe(before);
  });

  it('has a version and a checksum that does not depend on spaces or on the order of keys', () => {
    const file = fresh('state.json');
    fileStateStore(file).save({ b: 1, a: { d: 'x', c: [1, 2] } });
    const { version, crc32, state } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    expect(version).toBe(1);
    expect(crc32).toMatch(/^[0-9a-f]{8}$/);
    const reordered = { state: { a: { c: [1, 2], d: 'x' }, b: 1 }, crc32, version };
    expect(reordered.state).toEqual(state);
    expect(loaded(written(JSON.stringify(reordered, undefined, 2)))).toEqual({ b: 1, a: { d: 'x', c: [1, 2] } });
  });

  it('with one bit flipped is damaged, or means the same', () => {
    const state = { enabled: true, reason: 'operator said so', count: 12, list: [1.5, null] };
    const file = fresh('state.json');
    fileStateStore(file).save(state);
    const bytes = readFileSync(file);
    const harmful: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      writeFileSync(file, flipped);
      const found = loaded(file);
      if (found !== 'damaged' && JSON.stringify(found) !== JSON.stringify(loaded(written(bytes)))) harmful.push(bit);
    }
    expect(harmful).toEqual([]);
  });

  it('cut anywhere is damaged, except for its last line end', () => {
    const file = fresh('state.json');
    fileStateStore(file).save({ enabled: false });
    const bytes = readFileSync(file);
    for (let length = 0; length < bytes.length - 1; length += 1) {
      expect([length, loaded(written(bytes.subarray(0, length)))]).toEqual([length, 'damaged']);
    }
  });

  it.each([
    ['foreign text', 'hello'],
    ['foreign JSON', '{"enabled":true}'],
    ['a list', '[1]'],
    ['a later version', '{"version":2,"crc32":"00000000","state":{}}'],
    ['a state that is no object', '{"version":1,"crc32":"00000000","state":5}'],
  ])('with %s is damaged', (_what, content) => {
    expect(loaded(written(content))).toBe('damaged');
  });
});

describe('a damaged state file', () => {
  it('is named, with what to do about it', () => {
    const file = written('garbage');
    let error: unknown;
    try {
      fileStateStore(file).load();
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(StateDamagedError);
    expect((error as StateDamagedError).file).toBe(file);
    expect((error as StateDamagedError).message).toContain(file);
    expect((error as StateDamagedError).message).toContain('restore it from a backup, or delete it');
  });

  it('stays as it is until a state is saved, and is kept beside the new one then', () => {
    const file = written('garbage');
    const store = fileStateStore(file);
    expect(() => store.load()).toThrow(StateDamagedError);
    expect(readFileSync(file, 'utf8')).toBe('garbage');
    expect(existsSync(`${file}.damaged`)).toBe(false);
    store.save({ enabled: true });
    expect(store.load()).toEqual({ enabled: true });
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('garbage');
  });

  it('is kept also by a store that has not read it', () => {
    const file = written('garbage');
    fileStateStore(file).save({ enabled: true });
    expect(readFileSync(`${file}.damaged`, 'utf8')).toBe('garbage');
  });

  it('that is sound is not kept', () => {
    const file = fresh('state.json');
    fileStateStore(file).save({ a: 1 });
    fileStateStore(file).save({ a: 2 });
    expect(existsSync(`${file}.damaged`)).toBe(false);
  });
});

describe('a state file that the disk does not give', () => {
  it('is no damaged one: a folder in its place is named as such', () => {
    const folder = dirname(written(''));
    const run = (): unknown => fileStateStore(folder).load();
    expect(run).toThrow(JournalError);
    expect(run).toThrow('it is a folder');
  });

  it('cannot be saved below a file, and that says so', () => {
    const file = join(written('x'), 'state.json');
    expect(() => fileStateStore(file).save({ a: 1 })).toThrow(JournalError);
  });
});
