import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileStateStore, jsonLinesJournal } from './index.js';
import { temporaryFolder } from './testing/temporary-folder.js';

const fresh = temporaryFolder();

test('the example of the README runs and gives what the README says', () => {
  const folder = fresh('run-1');
  const seen: unknown[] = [];

  const history = jsonLinesJournal(`${folder}/events.jsonl`);
  history.append([{ id: 1, type: 'Started' }]);
  history.append([{ id: 2, type: 'Stopped' }]);
  for (const record of history.scan(1)) seen.push(record);
  const { ok, records, problems } = history.verify();
  history.close();

  const store = fileStateStore(`${folder}/switch.json`);
  store.save({ enabled: false, reason: 'maintenance' });
  const state = store.load();

  expect(seen).toEqual([{ id: 2, type: 'Stopped' }]);
  expect({ ok, records, problems }).toEqual({ ok: true, records: 2, problems: [] });
  expect(state).toEqual({ enabled: false, reason: 'maintenance' });
});

test('the README shows that example, on one page', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const source = readFileSync(__filename, 'utf8');
  const example = /```ts\n[^]*?\n\n([^]*?)```/.exec(readme)?.[1] ?? 'no example';
  for (const line of example.split('\n').filter((one) => one.trim() !== '')) {
    if (!/const (folder|seen)/.test(line)) expect(source).toContain(line.trim());
  }
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(60);
});
