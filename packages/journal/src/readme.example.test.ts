import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordKeys } from './index.js';
import { fileStateStore, jsonLinesJournal, openDurableJournal } from './index.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

test('the example of the README runs and gives what the README says', async () => {
  const folder = fresh('run-1');
  const seen: unknown[] = [];

  const history = jsonLinesJournal(`${folder}/events.jsonl`);
  history.append([{ id: 1, type: 'Started' }]);
  history.append([{ id: 2, type: 'Stopped' }]);
  for (const record of history.scan(1)) seen.push(record);
  history.close();

  const index = ({ of, once }: { readonly of?: string; readonly once?: string }): RecordKeys => ({
    thread: of,
    unique: once,
  });
  const journal = await openDurableJournal(`${folder}/run.journal`, { index });
  const stored = journal.append([{ of: 'a1', once: 'x7' }]);
  const thread = [...journal.scanThread('a1')];
  const { ok, records, problems } = journal.verify();
  journal.close();

  const store = fileStateStore(`${folder}/switch.json`);
  store.save({ enabled: false, reason: 'maintenance' });
  const state = store.load();

  expect(seen).toEqual([{ id: 2, type: 'Stopped' }]);
  expect({ stored, thread }).toEqual({ stored: 1, thread: [{ seq: 0, record: { of: 'a1', once: 'x7' } }] });
  expect({ ok, records, problems }).toEqual({ ok: true, records: 1, problems: [] });
  expect(state).toEqual({ enabled: false, reason: 'maintenance' });
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) {
    if (!/const (folder|seen|index)/.test(line)) expect(source).toContain(line.trim());
  }
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
