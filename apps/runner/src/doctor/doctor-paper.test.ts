import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { openDurableJournal } from '@q/journal';
import { listenForControl } from '../control/control-server.js';
import { BenchFolder } from '../testing/bench-folder.js';
import { wavesCsv } from '../testing/waves.js';
import type { DoctorRow } from './finding.js';

let folder = paperFolder();
const closers: (() => Promise<unknown> | void)[] = [];
const closeAll = async (): Promise<void> => {
  for (const close of closers.splice(0)) await close();
};
afterEach(async () => {
  await closeAll();
  folder.remove();
  folder = paperFolder();
});
afterAll(() => folder.remove());

/** A paper run over recorded candles, as fast as it goes, with everything in one folder. */
function paperFolder(): BenchFolder {
  const bench = new BenchFolder();
  bench.write('waves.csv', wavesCsv());
  bench.write(
    'paper.yaml',
    `mode: paper
trading: { symbols: [EURUSD], timeframes: ['1', '5'] }
feed: { kind: replay, speed: 0, files: { EURUSD: ${bench.at('waves.csv')} } }
logging: { console: false }
outputs: { folder: ${bench.at('runs')} }
journal: { file: ${bench.at('state/journal.db')}, ballast: 0 }
control: { socket: ${bench.at('control.sock')} }
automation: { state_file: ${bench.at('state/automation.json')}, file_watcher_enabled: false }
risk: { state_file: ${bench.at('state/risk.json')} }
`,
  );
  return bench;
}

function qbot(...argv: readonly string[]): Promise<number> {
  return folder.qbot(...argv, '-c', folder.at('paper.yaml'));
}

const journal = (): string => folder.at('state/journal.db');

async function rows(name: string, ...flags: readonly string[]): Promise<readonly DoctorRow[]> {
  await qbot('doctor', '--json', ...flags);
  const { checks } = JSON.parse(folder.printed) as { readonly checks: readonly DoctorRow[] };
  return checks.filter((row) => row.name === name);
}

async function row(name: string, ...flags: readonly string[]): Promise<DoctorRow | undefined> {
  return (await rows(name, ...flags))[0];
}

const saying = (text: string) => ({ text: expect.stringContaining(text) as string });

describe('the journal', () => {
  test('begins with the first run, and its folder is not made before', async () => {
    expect(await row('journal')).toMatchObject({ status: 'ok', ...saying('begins with the first paper run') });
    expect(await row('fsync')).toMatchObject({ status: 'ok', ...saying(' ms, worst of ') });
    expect(existsSync(folder.at('state'))).toBe(false);
  });

  test('of a run that ended is whole, and the next run goes on with it', async () => {
    expect(await qbot('run', '--quiet')).toBe(0);
    expect(await row('journal')).toMatchObject({ status: 'ok', ...saying('all whole; the next run goes on with') });
  });

  test('that was begun with other inputs is a failure', async () => {
    await qbot('run', '--quiet');
    expect(await row('journal', '--set', 'risk.max_positions=1')).toMatchObject({
      status: 'fail',
      ...saying('risk.max_positions'),
    });
    folder.write('waves.csv', wavesCsv().replaceAll('1.100', '1.101'));
    expect(await row('journal')).toMatchObject({ status: 'fail', ...saying('the data of EURUSD') });
  });

  test('is well while a run has it', async () => {
    const opened = await openDurableJournal(journal(), { ballastBytes: 0 });
    closers.push(() => opened.close());
    opened.append([{ record: 'inputs' }]);
    expect(await row('journal')).toMatchObject({ status: 'ok', text: `a run has it: process ${process.pid}` });
  });

  test('that is damaged, or is none, is a failure', async () => {
    await qbot('run', '--quiet');
    const bytes = readFileSync(journal());
    const at = bytes.indexOf('"record":"inputs"') + 40;
    bytes.fill('#', at, at + 20);
    writeFileSync(journal(), bytes);
    expect(await row('journal')).toMatchObject({ status: 'fail', ...saying('is damaged') });
    writeFileSync(
      journal(),
      'this is a letter, and longer than the head of a file of SQLite would ever be '.repeat(20),
    );
    expect(await row('journal')).toMatchObject({ status: 'fail', ...saying('is damaged') });
  });

  test('is skipped where there is none', async () => {
    expect(await row('journal', '--set', 'journal.enabled=false')).toMatchObject({ status: 'skip' });
    expect(await row('fsync', '--set', 'journal.enabled=false')).toMatchObject({ status: 'skip' });
    expect(await row('journal', '--set', 'mode=backtest')).toMatchObject({ status: 'skip' });
  });
});

describe('the control socket', () => {
  const socket = (): string => folder.at('control.sock');

  test('tells the process of a run that answers, whose port is then no stranger', async () => {
    const control = await listenForControl(socket(), () => ({ pid: 4711 }));
    closers.push(() => control.close());
    const port = await takenPort();
    expect(await row('control')).toMatchObject({ status: 'ok', text: 'a run answers: process 4711' });
    const flags = ['--set', 'metrics.prometheus.enabled=true', '--set', `metrics.prometheus.port=${port}`];
    expect(await row('ports', ...flags)).toMatchObject({ status: 'ok', ...saying('process 4711') });
  });

  test('that is a file of another kind would be lost: a failure', async () => {
    folder.write('control.sock', 'a letter');
    expect(await row('control')).toMatchObject({ status: 'fail', ...saying('is no socket') });
  });

  test('is skipped where it is off', async () => {
    expect(await row('control', '--set', 'control.enabled=false')).toMatchObject({ status: 'skip' });
  });
});

test('a port that another program has is a failure, one that is free or any is well', async () => {
  const port = await takenPort();
  const on = ['--set', 'metrics.prometheus.enabled=true'];
  expect(await row('ports', ...on, '--set', `metrics.prometheus.port=${port}`)).toMatchObject({ status: 'fail' });
  await closeAll();
  expect(await row('ports', ...on, '--set', `metrics.prometheus.port=${port}`)).toMatchObject({ status: 'ok' });
  expect(await row('ports', ...on, '--set', 'metrics.prometheus.port=0')).toMatchObject({ status: 'ok' });
  expect(await row('ports', ...on, '--set', 'metrics.prometheus.host=192.0.2.1')).toMatchObject({ status: 'fail' });
  expect(await row('ports')).toMatchObject({ status: 'skip' });
});

async function takenPort(): Promise<number> {
  const server = createServer();
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  return (server.address() as AddressInfo).port;
}

describe('permissions', () => {
  const texts = async (...flags: readonly string[]): Promise<readonly string[]> =>
    (await rows('permissions', ...flags)).map(({ status, text }) => `${status} ${text}`);

  test('a file where a folder has to be is a failure', async () => {
    folder.write('runs', 'a file');
    expect(await texts()).toContainEqual(expect.stringMatching(/^fail outputs\.folder needs .*runs is a file$/));
  });

  test('a strategy that everybody may change is a failure', async () => {
    chmodSync(folder.at('strategies/eurusd/dip.yaml'), 0o666);
    expect(await texts()).toContainEqual(
      expect.stringMatching(/^fail everybody on this machine may change .*dip\.yaml/),
    );
  });

  test('a journal that others may read is a warning', async () => {
    mkdirSync(folder.at('state'));
    copyFileSync(folder.at('waves.csv'), journal());
    chmodSync(journal(), 0o640);
    expect(await texts()).toContainEqual(
      expect.stringMatching(/^warn others than its owner have rights to .*journal\.db/),
    );
    rmSync(journal());
    expect((await texts()).filter((text) => text.includes('journal.db'))).toEqual([]);
  });

  test('a configuration that names where secrets are is for its owner', async () => {
    const file = folder.at('paper.yaml');
    const sinks = 'alerts: { sinks: { phone: { kind: slack, url_env: SLACK_URL } } }\n';
    folder.write('paper.yaml', `${readFileSync(file, 'utf8')}${sinks}`);
    chmodSync(file, 0o644);
    expect(await texts()).toContainEqual(expect.stringMatching(/^warn .*paper\.yaml" names where secrets are/));
    chmodSync(file, 0o640);
    expect((await texts()).filter((text) => text.includes('secrets'))).toEqual([]);
  });
});
