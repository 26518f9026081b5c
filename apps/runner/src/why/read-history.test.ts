import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHistory, surveyHistory } from './read-history.js';

const folder = mkdtempSync(join(tmpdir(), 'qbot-why-'));
const file = join(folder, 'events.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const INPUTS = { record: 'inputs', mode: 'backtest', config: 'sha256:1', data: {}, from: 0 };
const started = (id: number, at: number): object => ({
  id,
  at,
  type: 'ServiceStarted',
  correlationId: 'a',
  service: 'S',
});
const signal = (id: number, symbol: string, decidedAt: number): object => ({
  id,
  at: decidedAt,
  type: 'EntrySignal',
  correlationId: 'b',
  symbol,
  decidedAt,
});

function write(...records: readonly object[]): void {
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
}

async function idsIn(containing?: string): Promise<readonly number[]> {
  const ids: number[] = [];
  for await (const { event } of readHistory(file, await surveyHistory(file), containing)) ids.push(event.id);
  return ids;
}

test('a survey tells inputs, span and the newest signal of each symbol', async () => {
  write(INPUTS, started(1, 5), signal(2, 'EURUSD', 60), signal(3, 'XAUUSD', 70), signal(4, 'EURUSD', 80));
  const survey = await surveyHistory(file);
  expect(survey).toMatchObject({ inputs: INPUTS, startedAt: 5, endedAt: 80, newestSymbol: 'EURUSD' });
  expect([...survey.newestSignals]).toEqual([
    ['EURUSD', 80],
    ['XAUUSD', 70],
  ]);
  expect(await idsIn()).toEqual([1, 2, 3, 4]);
  expect(await idsIn('"b"')).toEqual([2, 3, 4]);
});

test('of a file that was continued by a second run the second counts', async () => {
  write(INPUTS, started(1, 5), signal(2, 'EURUSD', 60), INPUTS, started(1, 7));
  expect(await surveyHistory(file)).toMatchObject({ startedAt: 7, endedAt: 7, newestSymbol: undefined });
  expect(await idsIn()).toEqual([1]);
});

test('a last line that was not written to its end is left out', async () => {
  write(INPUTS, started(1, 5));
  writeFileSync(file, '{"id":2,"at":6,"ty', { flag: 'a' });
  expect(await idsIn()).toEqual([1]);
});

test('a damaged line in the middle is refused with its number; exit code 9', async () => {
  write(INPUTS);
  writeFileSync(file, 'oops\n{"id":2}\n', { flag: 'a' });
  await expect(surveyHistory(file)).rejects.toMatchObject({
    message: `${file}:2 is no record: repair or remove that line`,
    code: 9,
  });
});

test('without inputs or without events there is nothing to ask; exit code 4', async () => {
  write(started(1, 5));
  await expect(surveyHistory(file)).rejects.toMatchObject({ code: 4 });
  write(INPUTS);
  await expect(surveyHistory(file)).rejects.toMatchObject({ code: 4 });
});
