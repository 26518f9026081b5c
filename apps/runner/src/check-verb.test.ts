import { BenchFolder } from './testing/bench-folder.js';

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

/** A strategy in the place of the folder's own; conditions without their timeframe. */
function strategy(conditions: readonly string[], more = ''): void {
  const long = conditions.map((text) => `{ ${text}, timeframe: '1' }`).join(', ');
  folder.write(
    'strategies/eurusd/dip.yaml',
    `name: dip
timeframes: ['1', '5']
entry:
  long: { conditions: [${long}] }
risk:
  position_sizing: { type: fixed, value: 0.01 }
  sl: { type: fixed, value: 20 }
${more}`,
  );
}

const json = (): Record<string, unknown> => JSON.parse(folder.printed) as Record<string, unknown>;
const NEVER = ["signal: rsi, operator: '>', value: 70", "signal: rsi, operator: '<', value: 30"];
const NOTICE =
  'indicator rsi was added to EURUSD 1 with its defaults (period 14, signal_period 14): strategy "dip" uses it';

describe('indicators that were added', () => {
  test('are told by check and by run, and stand in the plan with the others', async () => {
    withConfig("indicators: { inline: { EURUSD: { '1': { atr: { window: 5 } } } } }");
    strategy(["signal: rsi, operator: '>', value: 30"]);
    expect(await folder.run('check')).toBe(0);
    expect(folder.printed).toContain(`notice     ${NOTICE}`);
    expect(folder.printed).toMatch(/^indicators EURUSD 1: atr, rsi$/m);
    expect(await folder.run('check', '--json')).toBe(0);
    expect(json()).toMatchObject({
      notices: [NOTICE],
      indicators: [{ symbol: 'EURUSD', timeframe: '1', instances: ['atr', 'rsi'] }],
    });
    expect(await folder.run('run', '--max-cycles', '5')).toBe(0);
    expect(folder.complained).toContain(`notice     ${NOTICE}`);
    expect(await folder.run('run', '--max-cycles', '5', '--quiet')).toBe(0);
    expect(folder.complained).toBe('');
  });

  test('are not there where all is configured: there is no notice', async () => {
    expect(await folder.run('check', '--json')).toBe(0);
    expect(json()).toMatchObject({ notices: [], indicators: [] });
  });

  test('a misspelt one is a mistake of the configuration: exit code 3, with the line and the nearest', async () => {
    withConfig("indicators: { inline: { EURUSD: { '1': { ema_fast: { period: 5 } } } } }");
    strategy(["signal: ema_fats, operator: '>', value: rsii"]);
    expect(await folder.run('check')).toBe(3);
    expect(folder.complained).toContain('dip.yaml:4');
    expect(folder.complained).toContain('did you mean ema_fast?');
  });
});

describe('rules that can never hold', () => {
  test('are problems of check: exit code 7, with the file and the place', async () => {
    strategy(NEVER);
    expect(await folder.run('check')).toBe(7);
    const message = 'long entry: "rsi > 70 on 1" and "rsi < 30 on 1" can never hold together';
    expect(folder.printed).toMatch(
      /^problem {4}.*dip\.yaml entry\.long\.conditions\.1: strategy dip \(EURUSD\), long entry/m,
    );
    expect(folder.printed).toContain(message);
    expect(folder.printed).toMatch(/^failed {5}1 problems$/m);
    expect(await folder.run('check', '--json')).toBe(7);
    expect(json()).toMatchObject({
      ok: false,
      problems: [expect.stringContaining(message)],
      impossible_rules: [{ strategy: 'dip', symbol: 'EURUSD', path: 'entry.long.conditions.1', message }],
    });
  });

  test('are a warning of run, which runs', async () => {
    strategy(NEVER);
    expect(await folder.run('run', '--max-cycles', '5')).toBe(0);
    expect(folder.complained).toMatch(/^warning {4}.*can never hold together$/m);
  });

  test('a schedule on days without trading is one of them', async () => {
    strategy(["signal: close, operator: '>', value: 1"], 'activation: { schedule: { days: [sat] } }\n');
    expect(await folder.run('check')).toBe(7);
    expect(folder.printed).toContain(
      'activation.schedule: strategy dip (EURUSD), it never enters: the market is closed',
    );
  });

  test('a lookback beyond the rows that are kept is refused at its line by both: exit code 3', async () => {
    strategy(["signal: close, operator: '>', value: 1, lookback: 9"]);
    for (const verb of ['check', 'run']) {
      expect(await folder.run(verb)).toBe(3);
      expect(folder.complained).toContain('dip.yaml:4');
      expect(folder.complained).toContain('raise it to 10');
    }
    const raised = ['--set', 'services.indicator_calculation.recent_rows_limit=10'];
    expect(await folder.run('check', ...raised)).toBe(0);
    expect(await folder.run('run', '--max-cycles', '20', ...raised)).toBe(0);
  });
});

describe('the warm-up', () => {
  test('names every indicator in use, the slowest first, and how far the data reach', async () => {
    strategy(["signal: rsi, operator: '>', value: 30", "signal: close, operator: '>', value: bb_upper"]);
    expect(await folder.run('check')).toBe(0);
    expect(folder.printed).toMatch(
      /^warm-up {4}EURUSD 1: 20 candles \(bb 20, rsi 15\), 20 min of trading; the data begin with the run$/m,
    );
    await folder.run('check', '--json');
    expect(json()['warm_up']).toEqual([
      {
        symbol: 'EURUSD',
        timeframe: '1',
        candles: 20,
        parts: [
          { name: 'bb', candles: 20 },
          { name: 'rsi', candles: 15 },
        ],
        span_ms: 1_200_000,
        reach_ms: 0,
        candles_held: 1028,
      },
    ]);
  });

  test('a strategy on prices alone needs one candle', async () => {
    await folder.run('check');
    expect(folder.printed).toMatch(/^warm-up {4}EURUSD 1: 1 candle, 1 min of trading; the data begin with the run$/m);
  });

  test('in real time the data reach back', async () => {
    const set = ['--set', 'mode=paper'];
    strategy(["signal: regime, operator: '==', value: bull_expansion"]);
    expect(await folder.run('check', ...set)).toBe(0);
    expect(folder.printed).toMatch(
      /^warm-up {4}EURUSD 1: 501 candles \(regime 501\), 8 h 21 min of trading; the data reach 30 d .*back$/m,
    );
  });

  test('data that are too short for it are pointed out', async () => {
    folder.write('indicators/eurusd/eurusd_1.yaml', 'sma: { period: 2000 }\n');
    strategy(["signal: close, operator: '>', value: sma"]);
    expect(await folder.run('check')).toBe(0);
    expect(folder.printed).toContain(
      'warning    EURUSD 1 needs 2000 candles until every column in use is ready, and the data hold about 1028',
    );
    folder.write('indicators/eurusd/eurusd_1.yaml', 'sma: { period: 99000 }\n');
    expect(await folder.run('check', '--set', 'mode=paper')).toBe(0);
    expect(folder.printed).toMatch(/needs 99000 candles .*, and there are about 3[01]\d{3} before the start/);
  });
});
