import { BenchFolder } from './testing/bench-folder.js';
import { wavesCsv } from './testing/waves.js';

let folder = new BenchFolder();
beforeEach(() => (folder = new BenchFolder()));
afterEach(() => folder.remove());

const rows = wavesCsv().split('\n');
const check = (lines: readonly string[], ...flags: readonly string[]): Promise<number> =>
  folder.run('check', '--data', folder.write('candles.csv', lines.join('\n')), ...flags);
const json = (): Record<string, unknown> => JSON.parse(folder.printed) as Record<string, unknown>;

test('says what the candles of a file are worth', async () => {
  expect(await check(rows)).toBe(0);
  expect(folder.printed).toMatch(/^candles {4}EURUSD 1: 180 of 180 rows, coverage 100\.00 % \(0 gaps, 0 candles\)$/m);
  expect(await check(rows, '--json')).toBe(0);
  expect(json()).toMatchObject({
    ok: true,
    data: [{ symbol: 'EURUSD', timeframe: '1', rows: 180, sound_bars: 180, coverage_percent: 100, flaws: [] }],
  });
});

test('an invented market has no rows to judge', async () => {
  expect(await folder.run('check', '--json')).toBe(0);
  expect(json()).toMatchObject({ data: [] });
});

test('rows that a backtest leaves out are warnings, in its words', async () => {
  expect(await check([...rows.slice(0, 10), ...rows.slice(9)])).toBe(0);
  const warning = 'data of EURUSD: duplicate in 1 row, left out: a further row with the time of the one before it';
  expect(folder.printed).toContain(`warning    ${warning}`);
  await folder.run('check', '--data', folder.at('candles.csv'), '--json');
  expect(json()).toMatchObject({
    warnings: expect.arrayContaining([warning]),
    data: [{ flaws: [{ kind: 'duplicate', rows: 1, first_at: '2025-01-06T08:08:00.000Z' }] }],
  });
});

describe('data that a backtest refuses', () => {
  const thin = rows.filter((_, at) => at < 50 || at > 100);
  const message = 'EURUSD: 71.66 % of the candles of timeframe 1';

  test('are a problem: exit code 7, and what there is of them', async () => {
    expect(await check(thin)).toBe(7);
    expect(folder.printed).toContain(`problem    ${message}`);
    expect(folder.printed).toContain('candles    EURUSD 1: 129 of 129 rows, coverage 71.67 % (1 gaps, 51 candles)');
    expect(await folder.run('backtest', '--data', folder.at('candles.csv'))).toBe(4);
    expect(folder.complained).toContain(message);
  });

  test('are taken with --allow-gaps, and by the limit of the configuration', async () => {
    expect(await check(thin, '--allow-gaps')).toBe(0);
    expect(await check(thin, '--set', 'backtest.min_coverage_percent=70')).toBe(0);
  });

  test('are a warning for a paper run, which demands no coverage', async () => {
    expect(await check(thin, '--set', 'mode=paper')).toBe(0);
    expect(folder.printed).toContain(`warning    ${message}`);
  });

  test('are a problem where no row can be used, also with --allow-gaps', async () => {
    const [header = '', ...others] = rows;
    const unusable = others.map((row) => row.replace(/,1\.\d+$/, ',-1'));
    expect(await check([header, ...unusable], '--allow-gaps')).toBe(7);
    expect(folder.printed).toContain('problem    EURUSD: none of 180 rows can be used');
  });
});

test.each(['check', 'run', 'backtest'])(
  '%s refuses candles from which no traded timeframe can be built: exit code 4',
  async (verb) => {
    const days = [6, 7, 8, 9].map((day) => `2025-01-0${day},1.1,1.3,1.0,1.2`);
    const path = folder.write('days.csv', ['date,open,high,low,close', ...days].join('\n'));
    expect(await folder.run(verb, '--data', path)).toBe(4);
    expect(folder.complained).toContain(
      `${path}: its candles are taken for timeframe '1d', from which '1', '5' of trading.timeframes cannot be built`,
    );
  },
);

test.each([
  ['run', 4],
  ['backtest', 4],
  ['check', 7],
])('%s refuses more rows of one time than a run can tell of: exit code %i', async (verb, code) => {
  const [header = '', first = '', ...others] = rows;
  const path = folder.write(
    'twice.csv',
    [header, ...Array.from({ length: 90_002 }, () => first), ...others].join('\n'),
  );
  expect(await folder.run(verb, '--data', path)).toBe(code);
  const said = verb === 'check' ? folder.printed : folder.complained;
  expect(said).toContain('EURUSD: 90001 rows one after the other repeat a time or go back in time');
});
