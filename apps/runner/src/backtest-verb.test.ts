import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from './testing/bench-folder.js';

describe('qbot backtest', () => {
  let folder: BenchFolder;
  beforeEach(() => (folder = new BenchFolder()));
  afterEach(() => folder.remove());

  /** The files of the only run. */
  const runFolder = (): string => {
    const [run, ...others] = readdirSync(folder.at('runs'));
    expect(others).toEqual([]);
    return join(folder.at('runs'), run ?? '');
  };
  const read = (name: string): string => readFileSync(join(runFolder(), name), 'utf8');

  test('leaves a report, its trades and a page, which agree with one another and with a plain run', async () => {
    expect(await folder.run('backtest', '--json')).toBe(0);
    const printed = JSON.parse(folder.printed) as { readonly equity: { readonly final: number } };
    expect(JSON.parse(read('report.json'))).toEqual(printed);
    const trades = read('trades.csv').trimEnd().split('\r\n').length - 1;
    expect(trades).toBeGreaterThan(10);
    expect(printed).toMatchObject({ schema_version: 1, trades: { count: trades } });
    expect(read('report.html')).toContain('LightweightCharts');
    // The first record names the folder's own configuration.
    const events = (): string => read('events.jsonl').split('\n').slice(1).join('\n');
    const history = events();
    folder.remove();
    folder = new BenchFolder();
    expect(await folder.run('run', '--json')).toBe(0);
    const plain = JSON.parse(folder.printed) as { readonly equity: number; readonly positionsClosed: number };
    expect([plain.equity, plain.positionsClosed]).toEqual([printed.equity.final, trades]);
    expect(events()).toBe(history);
  });

  test('prints the report and where the page is', async () => {
    expect(await folder.run('backtest')).toBe(0);
    expect(folder.printed).toMatch(/^net +[+−]/m);
    expect(folder.printed).toMatch(/^report +.*report\.html$/m);
    expect(folder.printed).not.toMatch(/NaN|undefined/);
    expect(folder.complained).toMatch(/^plan +backtest/m);
  });

  test('runs as a backtest whatever the mode of the configuration', async () => {
    expect(await folder.run('backtest', '--set', 'mode=paper', '--set', 'outputs.history=none', '-q')).toBe(0);
    expect(readdirSync(runFolder()).sort()).toEqual([
      'config.json',
      'manifest.json',
      'report.html',
      'report.json',
      'trades.csv',
    ]);
  });

  test('one correlation id follows each cycle through the log, from its candle to the filled order', async () => {
    expect(await folder.run('backtest', '-q')).toBe(0);
    const parsed = (text: string): Record<string, unknown>[] =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const events = parsed(read('events.jsonl')).slice(1);
    const lines = parsed(readFileSync(folder.at('logs/run.log'), 'utf8'));
    const ofEvents = (type: string) =>
      events.filter((event) => event['type'] === type).map(({ correlationId }) => correlationId);
    const ofLines = (text: RegExp) =>
      lines.filter(({ message }) => text.test(String(message))).map(({ correlation_id: id }) => id);
    expect(ofLines(/ signals entry /)).toEqual(ofEvents('EntrySignal'));
    expect(ofLines(/^Order \w+ filled/)).toEqual(ofEvents('OrderFilled'));
    expect(ofLines(/^Fetched /)).toEqual(expect.arrayContaining(ofEvents('EntrySignal')));
    expect(ofEvents('OrderFilled').length).toBeGreaterThan(10);
  });

  test('each change of the regime has its line, and that of its cycle, also where cycles travel together', async () => {
    const changes: unknown[][] = [];
    for (const history of ['all', 'none']) {
      folder.remove();
      folder = new BenchFolder();
      expect(await folder.run('backtest', '-q', '--set', `outputs.history=${history}`)).toBe(0);
      const lines = readFileSync(folder.at('logs/run.log'), 'utf8').trimEnd().split('\n');
      changes.push(
        lines
          .map((line) => JSON.parse(line) as { readonly message: string; readonly correlation_id: string })
          .filter(({ message }) => message.startsWith('Regime of '))
          .map(({ message, correlation_id: id }) => [message, id]),
      );
    }
    const [oneByOne, together] = changes;
    expect(together).toEqual(oneByOne);
    expect(oneByOne?.length).toBeGreaterThan(20);
  });

  test('a limit with the reaction halt ends it: exit code 8, and the report says so', async () => {
    const halt = ['--set', 'risk.daily_loss_limit=1', '--set', 'risk.daily_loss_reaction=halt'];
    expect(await folder.run('backtest', '--json', ...halt)).toBe(8);
    expect(JSON.parse(folder.printed)).toMatchObject({
      period: { halted_because: expect.stringContaining('daily_loss') },
    });
  });

  describe('over a file', () => {
    /** A thousand minutes from Monday 2025-01-06 on, without those that are left out. */
    const file = (isThere: (minute: number) => boolean): string => {
      const lines = Array.from({ length: 1_000 }, (_, minute) => {
        const time = new Date(Date.UTC(2025, 0, 6, 0, minute)).toISOString();
        const price = (at: number): string => (1.1 + 0.001 * Math.sin(at / 9)).toFixed(5);
        const [open, close] = [price(minute), price(minute + 1)];
        const [low, high] = [open, close].sort();
        return `${time},${open},${high},${low},${close}`;
      });
      return folder.write(
        'candles.csv',
        ['time,open,high,low,close', ...lines.filter((_, at) => isThere(at))].join('\n'),
      );
    };

    test('data with too few candles are refused with exit code 4, say what to do, and leave nothing', async () => {
      const path = file((minute) => minute < 300 || minute > 450);
      expect(await folder.run('backtest', '--data', path, '-q')).toBe(4);
      expect(folder.complained).toMatch(
        /EURUSD: 84\.90 %.*from 2025-01-06 05:00 to 2025-01-06 07:31 \(151\).*--allow-gaps/,
      );
      expect(existsSync(folder.at('runs'))).toBe(false);
    });

    test('with --allow-gaps they are run, and the report says what was missing', async () => {
      const path = file((minute) => minute < 300 || minute > 450);
      expect(await folder.run('backtest', '--data', path, '--allow-gaps', '--json')).toBe(0);
      expect(JSON.parse(folder.printed)).toMatchObject({
        period: { gap_bars: 151, gaps: 1 },
        data: [
          { symbol: 'EURUSD', longest_gaps: [{ starts_at: '2025-01-06T05:00:00.000Z', missing_bars: 151 }], flaws: [] },
        ],
      });
      expect(JSON.parse(read('manifest.json'))).toMatchObject({ allow_gaps: true, data: { EURUSD: { rows: 849 } } });
    });

    test('a range behind the data is refused with exit code 4', async () => {
      expect(
        await folder.run(
          'backtest',
          '--data',
          file(() => true),
          '-q',
          '--set',
          'feed.from=2025-02-01',
        ),
      ).toBe(4);
      expect(folder.complained).toContain('EURUSD: there are no candles of EURUSD in the range that was asked for');
    });

    test('the limit of the configuration decides', async () => {
      const path = file((minute) => minute < 300 || minute > 450);
      expect(await folder.run('backtest', '--data', path, '-q', '--set', 'backtest.min_coverage_percent=80')).toBe(0);
      expect(
        await folder.run(
          'backtest',
          '--data',
          file(() => true),
          '-q',
          '--set',
          'feed.to=2025-01-09',
        ),
      ).toBe(4);
    });

    test('rows that are left out are a warning and a note of the report', async () => {
      const path = file(() => true);
      const lines = readFileSync(path, 'utf8').split('\n');
      folder.write('candles.csv', [...lines.slice(0, 10), ...lines.slice(9)].join('\n'));
      expect(await folder.run('backtest', '--data', path, '--json')).toBe(0);
      const warning = 'data of EURUSD: duplicate in 1 row, left out: a further row with the time of the one before it';
      expect(folder.complained).toContain(`warning    ${warning}`);
      expect((JSON.parse(folder.printed) as { readonly notes: readonly string[] }).notes).toContain(warning);
    });
  });
});
