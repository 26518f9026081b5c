import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journal } from '@q/events';
import { jsonLinesJournal } from '@q/journal';
import { createRedactor } from '@q/logging';
import { beside } from './beside.js';
import { withoutSecrets } from './without-secrets.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'beside-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const SECRET = 'hunter2-hunter2';
const clean = withoutSecrets(createRedactor([SECRET]));
const lines = [
  '{"id":1,"type":"CycleStarted","cycle":1}',
  '{"id":2,"type":"OrderDenied","message":"straße 5 € – too many positions"}',
  `{"id":3,"type":"DataFetchError","message":"refused: ${SECRET}"}`,
  '{"id":4,"type":"AccountUpdated","account":{"balance":1}}',
];
const bytesOf = (of: readonly string[]): Uint8Array => Buffer.from(of.map((line) => `${line}\n`).join(''));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

function historyOf(journal?: Journal): Journal {
  const copy = jsonLinesJournal(join(folder, 'copy.jsonl'));
  const history = beside({ journal, copy, clean, onLost: () => undefined });
  if (history === undefined) throw new Error('there is a copy');
  return history;
}

test('lines that hide nothing go on as the bytes that they are, and are counted', () => {
  const history = historyOf();
  const harmless = [...lines.slice(0, 2), ...lines.slice(3)];
  expect(history.appendBytes?.(bytesOf(harmless), 3)).toBe(3);
  expect(history.appendBytes?.(bytesOf(harmless), 3)).toBe(6);
  history.close();
  expect(read('copy.jsonl')).toBe([...harmless, ...harmless, ''].join('\n'));
});

test('a secret among bytes is hidden as in lines', () => {
  const history = historyOf();
  expect(history.appendBytes?.(bytesOf(lines), 4)).toBe(4);
  history.close();
  expect(read('copy.jsonl')).toBe([...lines.map(clean), ''].join('\n'));
  expect(read('copy.jsonl')).not.toContain(SECRET);
});

test('a journal with a copy gets lines, which both are given', () => {
  const history = historyOf(jsonLinesJournal(join(folder, 'journal.jsonl')));
  expect('appendBytes' in history).toBe(false);
  expect(history.appendJson?.(lines)).toBe(4);
  history.close();
  expect(read('journal.jsonl')).toBe([...lines.map(clean), ''].join('\n'));
});
