import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { openDurableJournal, readDurableJournal } from '@q/journal';
import { BenchFolder } from '../testing/bench-folder.js';
import { wavesCsv } from '../testing/waves.js';

const folders: BenchFolder[] = [];
afterEach(() => folders.splice(0).forEach((folder) => folder.remove()));

/** A paper run over recorded candles, as fast as it goes. */
class PaperFolder {
  readonly folder = new BenchFolder();

  constructor(more = '') {
    folders.push(this.folder);
    this.folder.write('candles.csv', wavesCsv());
    this.folder.write(
      'paper.yaml',
      `mode: paper
trading: { symbols: [EURUSD], timeframes: ['1', '5'] }
feed: { kind: replay, files: { EURUSD: ${this.folder.at('candles.csv')} }, speed: 0 }
logging: { console: false, file_output: true, log_file: ${this.folder.at('run.log')} }
outputs: { folder: ${this.folder.at('runs')} }
journal: { file: ${this.journal}, ballast: 0.1 }
control: { socket: ${this.folder.at('c.sock')} }
automation: { file_watcher_enabled: false }
${more}`,
    );
  }

  get journal(): string {
    return this.folder.at('state/journal.db');
  }

  qbot(...argv: readonly string[]): Promise<number> {
    return this.folder.qbot(...argv, '-c', this.folder.at('paper.yaml'));
  }

  async run(
    ...flags: readonly string[]
  ): Promise<{ readonly equity: number; readonly cycles: number; readonly runId: string }> {
    expect(await this.qbot('run', '--json', ...flags)).toBe(0);
    const {
      equity,
      cycles,
      run_id: runId,
    } = JSON.parse(this.folder.printed) as {
      readonly equity: number;
      readonly cycles: number;
      readonly run_id: string;
    };
    return { equity, cycles, runId };
  }
}

test('a run in several sessions is the run of one, and leaves one history', async () => {
  const whole = new PaperFolder();
  const once = await whole.run();
  const parts = new PaperFolder();
  for (let session = 0; session < 5; session += 1) await parts.run('--max-cycles', '31');
  const last = await parts.run();
  expect([last.equity, last.cycles]).toEqual([once.equity, once.cycles]);
  const history = (of: PaperFolder, id: string) =>
    readFileSync(of.folder.at(`runs/${id}/events.jsonl`), 'utf8').split('\n');
  expect(history(parts, last.runId).slice(1)).toEqual(history(whole, once.runId).slice(1));
});

test('it says what it came back to', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '100');
  expect(await paper.qbot('run')).toBe(0);
  expect(paper.folder.complained).toMatch(
    /recovered {2}\d+ records of run .*, stopped cleanly; at 2025-01-06T09:40:00.000Z, cycle 100/,
  );
  expect(paper.folder.complained).toMatch(/\d+ orders, \d+ fills; open: /);
});

test('a paused run is paused after a restart, and trades again when it is resumed', async () => {
  const paper = new PaperFolder();
  const operator = new BenchFolder();
  folders.push(operator);
  const ask = async (...argv: readonly string[]): Promise<Record<string, unknown>> => {
    for (let left = 300; left > 0; left -= 1) {
      const code = await operator.qbot(...argv, '--json', '-c', paper.folder.at('paper.yaml'));
      if (code === 0) return JSON.parse(operator.printed) as Record<string, unknown>;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('nobody answers');
  };
  const slowly = ['run', '-q', '--set', 'feed.speed=600'];
  const first = paper.qbot(...slowly);
  expect(await ask('pause', '--reason', 'lunch')).toMatchObject({ paused: true });
  await ask('stop');
  await first;
  const second = paper.qbot(...slowly);
  expect(await ask('status')).toMatchObject({ paused: true, blocked_by: ['automation_off'] });
  expect(await ask('resume')).toMatchObject({ paused: false, blocked_by: [] });
  await ask('stop');
  expect(await second).toBe(0);
});

test('a journal of other inputs is refused with what differs; a new one is begun on demand, the former is kept', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '20');
  expect(await paper.qbot('run', '--set', 'risk.max_positions=3', '--set', 'feed.speed=5')).toBe(9);
  expect(paper.folder.complained).toContain('risk.max_positions (10 -> 3)');
  expect(paper.folder.complained).not.toContain('speed');
  paper.folder.write('candles.csv', wavesCsv().replace('1.1', '1.2'));
  expect(await paper.qbot('run')).toBe(9);
  expect(paper.folder.complained).toContain('the data of EURUSD');
  expect(await paper.qbot('run', '--new-journal')).toBe(0);
  expect(paper.folder.complained).toMatch(/the former journal is now ".*journal\.db\..*Z"/);
});

test('a run that is refused opens nothing for writing: that the former one crashed is still known', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '20');
  // As `kill -9` leaves it.
  const held = await openDurableJournal(paper.journal, { ballastBytes: 0 });
  const files = [paper.journal, `${paper.journal}-wal`].filter((file) => existsSync(file));
  files.forEach((file) => copyFileSync(file, `${file}.kept`));
  held.close();
  files.forEach((file) => copyFileSync(`${file}.kept`, file));
  expect(await paper.qbot('run', '--set', 'risk.max_positions=3')).toBe(9);
  expect(await paper.qbot('run')).toBe(0);
  expect(paper.folder.complained).toContain('after a crash');
});

test('a run that was killed before its first record begins anew', async () => {
  const paper = new PaperFolder();
  paper.folder.write('state/journal.db', '');
  expect((await paper.run('--max-cycles', '5')).cycles).toBe(5);
});

test('a second run on the same journal is refused with code 9 and changes nothing', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '20');
  const held = await openDurableJournal(paper.journal, { ballastBytes: 0 });
  const { size } = statSync(paper.journal);
  expect(await paper.qbot('run')).toBe(9);
  expect(paper.folder.complained).toContain('journal.db');
  expect(await paper.qbot('run', '--new-journal')).toBe(9);
  expect(statSync(paper.journal).size).toBe(size);
  held.close();
  expect(await paper.qbot('run')).toBe(0);
});

test('a run that a limit halted stays halted until somebody says otherwise', async () => {
  const paper = new PaperFolder(
    'risk: { daily_loss_limit: 1, daily_loss_reaction: halt }\nbroker: { commission_per_lot: 90 }',
  );
  expect(await paper.qbot('run', '-q')).toBe(8);
  const { outcome } = JSON.parse(summaryOf(paper)) as { outcome: string };
  expect(outcome).toContain('halted: ');
  expect(await paper.qbot('run', '-q')).toBe(8);
  // The day's loss is counted anew, and is soon reached again.
  expect(await paper.qbot('run', '--reset-limits')).toBe(8);
  expect(paper.folder.complained).toContain('recovered');
});

function summaryOf(paper: PaperFolder): string {
  const [run = ''] = readdirSync(paper.folder.at('runs'));
  return readFileSync(paper.folder.at(`runs/${run}/summary.json`), 'utf8');
}

test('calendars may change while a run goes on and between its sessions: what is made again has those that it had then', async () => {
  const paper = new PaperFolder(
    'restrictions: { news: { enabled: true, file: news.csv, minutes_before: 5, minutes_after: 5 } }',
  );
  const calendar = (minute: string): void => {
    paper.folder.write(
      'news.csv',
      `Description,Instrument,Dates,Forecast,Previous,Restrictions\nRates,USD,2025-01-06T${minute}:00Z,,,1\n`,
    );
  };
  calendar('08:30');
  await paper.run('--max-cycles', '60');
  calendar('09:40');
  await paper.run('--max-cycles', '60');
  calendar('23:00');
  await paper.run();
  const records = [...(await recordsOf(paper))];
  expect(records.filter(({ record }) => record === 'calendars')).toHaveLength(3);
  const blocked = records
    .filter(({ type }) => type === 'TradingBlocked')
    .map(({ at }) => new Date(Number(at)).toISOString().slice(11, 16));
  expect(blocked).toEqual(['08:25', '09:35']);
  expect(await paper.qbot('journal', 'replay')).toBe(0);
});

async function recordsOf(paper: PaperFolder) {
  const reader = await readDurableJournal(paper.journal);
  const records = [...reader.scan(0)];
  reader.close();
  return records;
}

test('room is kept as configured, and none where none is wanted', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '1', '--set', 'journal.ballast=0.5');
  expect(statSync(`${paper.journal}.ballast`).size).toBe(524_288);
  await paper.run('--max-cycles', '1', '--set', 'journal.ballast=0');
  expect(existsSync(`${paper.journal}.ballast`)).toBe(false);
});

test('a system that is not to be asked makes no socket, and the verbs say why', async () => {
  const paper = new PaperFolder();
  await paper.run('--max-cycles', '1', '--set', 'control.enabled=false');
  expect(await paper.qbot('status', '--set', 'control.enabled=false')).toBe(9);
  expect(paper.folder.complained).toContain('control.enabled is false');
});

describe('qbot journal', () => {
  test('verify, tail, show and replay tell of a journal, as text and as JSON', async () => {
    const paper = new PaperFolder();
    await paper.run();
    expect(await paper.qbot('journal', 'verify')).toBe(0);
    expect(paper.folder.printed).toMatch(/^ok +\d+ records in /);
    expect(await paper.qbot('journal', 'tail', '--last', '3', '--json')).toBe(0);
    const [first] = paper.folder.out.map((line) => JSON.parse(line) as { correlationId?: string });
    expect(paper.folder.out).toHaveLength(3);
    expect(await paper.qbot('journal', 'show', first?.correlationId ?? '')).toBe(0);
    expect(paper.folder.printed).toContain('CycleStarted');
    expect(await paper.qbot('journal', 'replay')).toBe(0);
    expect(paper.folder.printed).toMatch(/^the same +180 cycles, \d+ orders/);
    expect(await paper.qbot('journal', 'show', 'ffffffff')).toBe(7);
    expect(await paper.qbot('journal', 'show')).toBe(2);
  });

  test('where there is none, code 9', async () => {
    const paper = new PaperFolder();
    expect(await paper.qbot('journal', 'tail')).toBe(9);
    expect(paper.folder.complained).toContain('there is no journal');
    expect(existsSync(paper.journal)).toBe(false);
  });

  test('tail of a running system asks the system', async () => {
    const paper = new PaperFolder();
    const other = new BenchFolder();
    folders.push(other);
    const running = paper.qbot('run', '-q', '--set', 'feed.speed=100');
    for (let left = 300; left > 0 && !existsSync(paper.folder.at('c.sock')); left -= 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const config = ['-c', paper.folder.at('paper.yaml')];
    expect(await other.qbot('journal', 'tail', ...config)).toBe(0);
    expect(other.printed).toContain('ServiceStarted');
    expect(await other.qbot('stop', ...config)).toBe(0);
    expect(await running).toBe(0);
  });
});
