import { readdirSync, truncateSync } from 'node:fs';
import { wavesCsv } from '../testing/waves.js';
import { BenchFolder } from '../testing/bench-folder.js';
import type { DoctorRow } from './finding.js';

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

function withConfig(more: string): void {
  folder.remove();
  folder = new BenchFolder(more);
}

/** The rows of a check, after a diagnosis with these flags. */
async function rows(name: string, ...flags: readonly string[]): Promise<readonly DoctorRow[]> {
  await folder.run('doctor', '--json', ...flags);
  const { checks } = JSON.parse(folder.printed) as { readonly checks: readonly DoctorRow[] };
  return checks.filter((row) => row.name === name);
}

const files = (): readonly string[] => readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).sort();

test('a configuration that can be run is well: exit code 0, every check once, nothing written', async () => {
  const before = files();
  expect(await folder.run('doctor')).toBe(0);
  const names = folder.out.map((line) => /^[a-z ]{1,12}(?= {2})/.exec(line)?.[0]?.trim()).filter(Boolean);
  expect(new Set(names)).toEqual(
    new Set(
      'node,config,wiring,strategies,data,calendars,journal,fsync,disk,permissions,control,ports,time zones,clock,loop lag,memory'.split(
        ',',
      ),
    ),
  );
  expect(folder.printed).toMatch(/^strategies {3}ok {3}dip \(EURUSD\)$/m);
  expect(folder.printed).toMatch(/^data {9}ok {3}synthetic/m);
  expect(folder.out.at(-1)).toMatch(/^(all is well: \d+ ok|0 fail, \d+ warn, \d+ ok)$/);
  expect(files()).toEqual(before);
});

test('--json is one object of version 1, with a mend for whatever is not well', async () => {
  expect(await folder.run('doctor', '--json', '--set', 'mode=live')).toBe(7);
  const { checks, ...rest } = JSON.parse(folder.printed) as { readonly checks: readonly Record<string, string>[] };
  expect(rest).toMatchObject({ schema_version: 1, ok: false, counts: { fail: 1 } });
  const sick = checks.filter(({ status }) => status === 'warn' || status === 'fail');
  expect(sick.length).toBeGreaterThan(0);
  for (const row of sick) expect(row['mend']).toMatch(/./);
});

test('every problem of a configuration is a row with its place and the nearest right word: exit code 7', async () => {
  withConfig('risk: { max_positons: 3 }\nmetrics: { prometheus: { port: 70000 } }');
  expect(await folder.run('doctor')).toBe(7);
  expect(folder.printed).toMatch(
    /^config {7}fail .*services\.yaml:5:\d+: .*max_positons.*\n +-> did you mean max_positions\?$/m,
  );
  expect(folder.printed).toMatch(/^config {7}fail .*services\.yaml:6:/m);
  expect(folder.printed).toMatch(/^journal {6}skip there is no configuration/m);
  expect(folder.printed).toMatch(/^clock /m);
});

test('indicators in code that cannot be loaded are a failed row, too', async () => {
  withConfig('indicators: { modules: [own.mjs] }');
  folder.write('package.json', '{}');
  folder.write('own.mjs', 'export default 7;');
  expect(await folder.run('doctor')).toBe(7);
  expect(folder.printed).toMatch(/^config {7}fail .*own\.mjs/m);
});

test('a wrong line is a mistake of use: exit code 2', async () => {
  expect(await folder.run('doctor', '--set', 'nothing')).toBe(2);
});

test('services that cannot work together are told, and mode live is', async () => {
  expect(await rows('wiring', '--set', 'services.indicator_calculation.enabled=false')).toContainEqual(
    expect.objectContaining({ status: 'fail', text: expect.stringContaining('trade_execution') as string }),
  );
  expect(await rows('wiring', '--set', 'mode=live')).toMatchObject([
    { status: 'fail', mend: 'set mode to backtest or paper' },
  ]);
});

describe('strategies', () => {
  test('that can never enter, have no stop or are none at all are warnings', async () => {
    const never = `{ signal: close, operator: '>', value: 2, timeframe: '1' }, { signal: close, operator: '<', value: 1, timeframe: '1' }`;
    folder.write(
      'strategies/eurusd/dip.yaml',
      `name: dip\ntimeframes: ['1']\nentry: { long: { conditions: [${never}] } }\nrisk: { position_sizing: { type: fixed, value: 0.01 } }\n`,
    );
    const [first, ...others] = await rows('strategies');
    expect(first).toMatchObject({ status: 'ok' });
    expect(others.map(({ status, text }) => `${status} ${text}`)).toEqual([
      'warn dip (EURUSD) has no stop loss',
      expect.stringMatching(/^warn .*can never hold together/),
    ]);
    folder.write(
      'strategies/eurusd/dip.yaml',
      `name: dip\ntimeframes: ['1']\nactivation: { enabled: false }\nentry: { long: { conditions: [${never}] } }\nrisk: { position_sizing: { type: fixed, value: 0.01 } }\n`,
    );
    expect((await rows('strategies'))[0]).toMatchObject({
      status: 'warn',
      text: 'none is enabled: a run trades nothing',
    });
  });

  test('in code that cannot be put together are a failure', async () => {
    withConfig('strategies: { modules: [own.mjs] }');
    folder.write('package.json', '{}');
    folder.write('own.mjs', 'export const nothing = 1;');
    expect(await rows('strategies')).toMatchObject([
      { status: 'fail', text: expect.stringContaining('own.mjs') as string },
    ]);
  });
});

describe('data', () => {
  const data = (name: string) => ['--data', `EURUSD=${folder.at(name)}`];

  test('are told with their number and coverage', async () => {
    folder.write('waves.csv', wavesCsv());
    const [row] = await rows('data', ...data('waves.csv'));
    expect(row).toMatchObject({ status: 'ok', text: 'EURUSD 1: 180 candles, coverage 100.00 % (0 gaps, 0 candles)' });
  });

  test('with too many gaps fail before a backtest and warn before a paper run', async () => {
    const lines = wavesCsv().split('\n');
    folder.write('gaps.csv', [...lines.slice(0, 80), ...lines.slice(140)].join('\n'));
    expect(await rows('data', ...data('gaps.csv'))).toMatchObject([
      {
        status: 'fail',
        text: expect.stringContaining('coverage 66.67 % (1 gaps, 60 candles), less than 90 %') as string,
      },
    ]);
    expect((await rows('data', ...data('gaps.csv'), '--set', 'mode=paper'))[0]).toMatchObject({ status: 'warn' });
  });

  test('that are not there, or are no candles, fail', async () => {
    expect(await rows('data', ...data('none.csv'))).toMatchObject([
      { status: 'fail', text: expect.stringContaining('is not there') as string },
    ]);
    folder.write('words.csv', 'these are\nno candles\n');
    expect(await rows('data', ...data('words.csv'))).toMatchObject([
      { status: 'fail', text: expect.stringContaining('words.csv') as string },
    ]);
    expect(await rows('data', '--data', `EURUSD=${folder.path}`)).toMatchObject([
      { status: 'fail', text: expect.stringContaining('is no file') as string },
    ]);
  });
});

test('files of ticks are looked at as those of candles are: whether they are there, and whether they are short', async () => {
  const ofTicks = (file: string) =>
    rows('data', '--set', 'feed.kind=replay', '--set', `feed.files.EURUSD.ticks=${file}`);
  expect(await ofTicks('none.csv')).toMatchObject([{ status: 'fail', text: '"none.csv" is not there' }]);
  const file = folder.write('ticks.csv', 'time,bid,ask\n2025-01-06 00:00:00,1.1,1.1001\n');
  expect((await ofTicks(file))[0]).toMatchObject({ text: expect.stringMatching(/^EURUSD 1: 1 candles/) as string });
  truncateSync(file, 33 * 1_048_576);
  expect(await ofTicks(file)).toMatchObject([
    { status: 'ok', text: '1 files, 33 MB: too much for a short look, qbot check reads it' },
  ]);
});

test('a calendar that cannot be used is a failure', async () => {
  const flag = ['--set', 'restrictions.news.enabled=true'];
  expect(await rows('calendars', ...flag)).toMatchObject([
    { status: 'fail', text: expect.stringContaining('does not exist') as string },
  ]);
  expect(await rows('calendars')).toMatchObject([{ status: 'skip' }]);
});

test('zones of the configuration are known', async () => {
  const [row] = await rows('time zones', '--set', 'restrictions.schedule.time_zone=Asia/Tokyo');
  expect(row).toEqual({ name: 'time zones', status: 'ok', text: 'America/New_York, Asia/Tokyo' });
});
