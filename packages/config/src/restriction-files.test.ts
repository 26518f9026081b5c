import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restrictionFiles } from './restriction-files.js';
import { restrictionsSchema } from './sections/restrictions.js';

const NEWS = 'Description,Instrument,Dates,Forecast,Previous,Restrictions\n';
const CPI = 'CPI,USD,2025-08-29T12:30,,,1\n';
const HOLIDAYS = 'Description,Instrument,Dates\n';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'restrictions-'));
  mkdirSync(join(folder, 'restrictions'));
});
afterEach(() => rmSync(folder, { recursive: true }));

let changes = 0;
/** Writes a file with a time of change of its own, as two writes can share one. */
function write(name: 'news' | 'holidays', text: string): void {
  const path = join(folder, 'restrictions', `${name}.csv`);
  writeFileSync(path, text);
  changes += 1;
  utimesSync(path, 1_700_000_000 + changes, 1_700_000_000 + changes);
}

function readerOf(section: Parameters<typeof restrictionsSchema.parse>[0], checkEveryMs = 1_000) {
  return restrictionFiles(restrictionsSchema.parse(section), folder, { checkEveryMs });
}
const NEWS_ONLY = { news: { enabled: true } };

test('reads what is switched on, in the zones of the section', () => {
  write('news', NEWS + CPI);
  write('holidays', `${HOLIDAYS}Labor Day,XAU,2025-09-01\n`);
  const both = {
    news: { enabled: true, time_zone: '+02:00' },
    holidays: { enabled: true, time_zone: 'Europe/Berlin' },
  };
  const { news, holidays } = readerOf(both).read(0);
  expect(news).toMatchObject({ ok: true, items: [{ at: Date.parse('2025-08-29T10:30Z') }] });
  expect(holidays).toMatchObject({ ok: true, items: [{ from: Date.parse('2025-08-31T22:00Z') }] });
  expect(readerOf({}).read(0)).toEqual({ news: undefined, holidays: undefined, version: 1 });
  expect(readerOf(NEWS_ONLY).read(0).holidays).toBeUndefined();
});

test('takes the file that is named, from the folder or from the root', () => {
  writeFileSync(join(folder, 'mine.csv'), NEWS);
  for (const file of ['mine.csv', join(folder, 'mine.csv')]) {
    expect(readerOf({ news: { enabled: true, file } }).read().news).toEqual({ ok: true, items: [] });
  }
});

test('gives the same object while nothing changed, and a new one after a change', () => {
  write('news', NEWS);
  const reader = readerOf(NEWS_ONLY);
  const first = reader.read(0);
  expect(reader.read(1_000)).toBe(first);
  write('news', NEWS + CPI);
  const second = reader.read(2_000);
  expect([second.news?.ok && second.news.items.length, first.version, second.version]).toEqual([1, 1, 2]);
  expect(reader.read(3_000)).toBe(second);
});

test('notices a change that keeps the size', () => {
  write('news', NEWS + CPI);
  const reader = readerOf(NEWS_ONLY);
  reader.read(0);
  write('news', NEWS + CPI.replace('USD', 'EUR'));
  expect(reader.read(1_000).news).toMatchObject({ items: [{ instruments: ['EUR'] }] });
});

test('looks at the files once in its time', () => {
  write('news', NEWS);
  const reader = readerOf(NEWS_ONLY);
  const first = reader.read(5_000);
  write('news', NEWS + CPI);
  expect(reader.read(5_999)).toBe(first);
  expect(reader.read(6_000)).not.toBe(first);
});

test('looks at them when no instant is given, and when the clock was put back', () => {
  write('news', NEWS);
  const reader = readerOf(NEWS_ONLY);
  const first = reader.read(500_000);
  write('news', NEWS + CPI);
  const second = reader.read();
  expect(second).not.toBe(first);
  write('news', NEWS);
  expect(reader.read(400_000)).not.toBe(second);
});

test('reads once where it is never to look again', () => {
  write('news', NEWS);
  const reader = readerOf(NEWS_ONLY, Infinity);
  const first = reader.read(0);
  write('news', NEWS + CPI);
  expect([reader.read(1e15), reader.read(-1), reader.read()].every((each) => each === first)).toBe(true);
});

test('says that a file is missing, which and what to do, and takes it once it is there', () => {
  const reader = readerOf(NEWS_ONLY);
  const missing = reader.read(0);
  expect(missing.news).toEqual({
    ok: false,
    file: join(folder, 'restrictions/news.csv'),
    problems: [{ message: 'it does not exist: put a calendar there, or switch restrictions.news.enabled off' }],
  });
  expect(reader.read(1_000)).toBe(missing);
  write('news', NEWS);
  const found = reader.read(2_000);
  expect([found.news, found.version]).toEqual([{ ok: true, items: [] }, 2]);
  rmSync(join(folder, 'restrictions/news.csv'));
  expect(reader.read(3_000).news?.ok).toBe(false);
});

test('says that a file cannot be read', () => {
  const reader = readerOf({ holidays: { enabled: true, file: 'restrictions' } });
  const first = reader.read(0);
  expect(first.holidays).toMatchObject({
    ok: false,
    problems: [
      {
        message: 'it cannot be read (EISDIR): put a calendar there, or switch restrictions.holidays.enabled off',
      },
    ],
  });
  expect(reader.read(1_000)).toBe(first);
});

test('says which line of a broken file is wrong, and takes it once it is mended', () => {
  write('news', `${NEWS + CPI}CPI,USD,soon,,,1\n`);
  const reader = readerOf(NEWS_ONLY);
  const broken = reader.read(0);
  expect(broken.news).toEqual({
    ok: false,
    file: join(folder, 'restrictions/news.csv'),
    problems: [{ line: 3, message: '"soon" is no date: write one such as 2025-08-29T12:30:00Z' }],
  });
  expect(reader.read(1_000)).toBe(broken);
  write('news', NEWS + CPI);
  expect(reader.read(2_000).news?.ok).toBe(true);
});

test('a change of one file keeps the other', () => {
  write('news', NEWS);
  write('holidays', HOLIDAYS);
  const reader = readerOf({ news: { enabled: true }, holidays: { enabled: true } });
  const first = reader.read(0);
  write('holidays', `${HOLIDAYS}x,,2025-12-25\n`);
  const second = reader.read(1_000);
  expect(second.news).toBe(first.news);
  expect(second.holidays).not.toBe(first.holidays);
});

test('the calendars of the example can be read', () => {
  const examples = join(__dirname, '../../../config/examples');
  expect(statSync(join(examples, 'restrictions')).isDirectory()).toBe(true);
  const section = restrictionsSchema.parse({ news: { enabled: true }, holidays: { enabled: true } });
  const { news, holidays } = restrictionFiles(section, examples, { checkEveryMs: Infinity }).read();
  expect(news?.ok === true && news.items.length > 0).toBe(true);
  expect(holidays?.ok === true && holidays.items.length > 0).toBe(true);
});
