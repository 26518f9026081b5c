import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { BenchFolder } from '../testing/bench-folder.js';
import { wavesCsv } from '../testing/waves.js';
import { askRunner } from './ask-runner.js';
import { listenForControl } from './control-server.js';
import type { RunStatus } from './run-status.js';

const folders: BenchFolder[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

function folderOf(more = ''): BenchFolder {
  const folder = new BenchFolder(more);
  folders.push(folder);
  return folder;
}

/** A paper run over recorded candles in real time: after its first minutes it waits. */
function paperFolder(more = ''): BenchFolder {
  const folder = folderOf();
  folder.write('candles.csv', wavesCsv());
  folder.write(
    'paper.yaml',
    `mode: paper
trading: { symbols: [EURUSD], timeframes: ['1', '5'] }
feed: { kind: replay, files: { EURUSD: ${folder.at('candles.csv')} }, speed: 5000 }
logging: { console: false, log_file: ${folder.at('logs/run.log')} }
outputs: { folder: ${folder.at('runs')} }
journal: { enabled: false }
control: { socket: ${folder.at('c.sock')} }
automation: { file_watcher_enabled: false, state_file: ${folder.at('automation.json')} }
risk: { state_file: ${folder.at('risk.json')} }
${more}`,
  );
  return folder;
}

async function until<T>(ask: () => Promise<T> | T, isDone: (value: T) => boolean): Promise<T> {
  for (let left = 400; left > 0; left -= 1) {
    const value = await Promise.resolve()
      .then(ask)
      .catch(() => undefined);
    if (value !== undefined && isDone(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it has not come to that');
}

test('a running system is asked, paused, resumed, flattened and stopped over its socket', async () => {
  const folder = paperFolder();
  const socket = folder.at('c.sock');
  const operator = folderOf();
  const qbot = async (...argv: string[]): Promise<RunStatus> => {
    expect(await operator.qbot(...argv, '--json', '-c', folder.at('paper.yaml'))).toBe(0);
    return JSON.parse(operator.printed) as RunStatus;
  };
  const running = folder.qbot('run', '-q', '-c', folder.at('paper.yaml'));
  const status = (): Promise<RunStatus> => askRunner(socket, { command: 'status' }) as Promise<RunStatus>;
  await until(status, ({ positions }) => positions.length > 0);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(await qbot('pause', '--reason', 'lunch')).toMatchObject({ paused: true, blocked_by: ['automation_off'] });
  await qbot('flatten', 'EURUSD');
  const flat = await until(status, ({ positions }) => positions.length === 0);
  expect(flat.paused).toBe(true);
  const { orders } = flat;
  const later = await until(status, ({ cycles }) => cycles > flat.cycles + 10);
  expect(later.orders.sent).toBe(orders.sent);
  expect(await qbot('resume')).toMatchObject({ paused: false, blocked_by: [] });
  await until(status, ({ positions }) => positions.length > 0);
  await qbot('stop');
  expect(await running).toBe(0);
  expect(folder.printed).toContain('stopped by qbot');
  expect(readdirSync(folder.path)).not.toContain('c.sock');
});

test('where nobody listens, every verb says so with code 9', async () => {
  const folder = paperFolder();
  for (const verb of ['status', 'pause', 'resume', 'flatten', 'stop']) {
    expect(await folder.qbot(verb, '-c', folder.at('paper.yaml'))).toBe(9);
    expect(folder.complained).toContain('no system runs here');
  }
});

test('a symbol that is not traded cannot be flattened', async () => {
  const folder = paperFolder();
  expect(await folder.qbot('flatten', 'GBPUSD', '-c', folder.at('paper.yaml'))).toBe(2);
  expect(folder.complained).toContain('"GBPUSD" is not traded');
});

test('a socket that a killed process left behind is taken over, one that is answered is not', async () => {
  const path = folderOf().at('s.sock');
  writeFileSync(path, '');
  const first = await listenForControl(path, () => 'one');
  expect(await askRunner(path, { command: 'status' })).toBe('one');
  await expect(listenForControl(path, () => 'two')).rejects.toThrow('another process listens');
  await first.close();
});

test('what is not understood, or asked too long, is refused and disturbs nobody', async () => {
  const path = folderOf().at('s.sock');
  const server = await listenForControl(path, () => 'here');
  await expect(askRunner(path, { command: 'dance' } as never)).rejects.toThrow('refuses: not understood');
  await expect(askRunner(path, { command: 'pause', reason: 'x'.repeat(100_000) })).rejects.toThrow();
  expect(await askRunner(path, { command: 'status' })).toBe('here');
  await server.close();
});

test('an error behind the socket is the answer, in words', async () => {
  const path = folderOf().at('s.sock');
  const server = await listenForControl(path, () => {
    throw new Error('it is still recovering');
  });
  await expect(askRunner(path, { command: 'pause' })).rejects.toThrow('refuses: it is still recovering');
  await server.close();
});

test('a path that no socket can have is refused with what to do', async () => {
  const path = folderOf().at(`${'long'.repeat(40)}.sock`);
  await expect(listenForControl(path, () => 0)).rejects.toThrow('name a shorter one');
});
