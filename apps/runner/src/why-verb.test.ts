import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchFolder } from './testing/bench-folder.js';
import { closeAt, WAVES, waveClose, wavesCsv } from './testing/waves.js';
import type { WhyAnswer } from './why/answer.js';
import type { AskedStrategy } from './why/strategy-answer.js';

const TREND = `name: trend
timeframes: ['5']
entry:
  long: { conditions: [{ signal: close, operator: crosses_above, value: sma, timeframe: '5' }] }
  short: { conditions: [{ signal: close, operator: '<', value: sma, timeframe: '5' }] }
risk: { position_sizing: { type: fixed, value: 0.02 }, sl: { type: fixed, value: 5 } }
`;

/** Less than what the strategies want. */
const TOO_LARGE = ['--set', 'risk.max_position_size=0.01'];

let folder = new BenchFolder();
afterEach(() => {
  folder.remove();
  folder = new BenchFolder();
});
afterAll(() => folder.remove());

/** Runs the waves, with `dip` of the bench on 1 and `trend` on 5. */
async function runWaves(...flags: readonly string[]): Promise<void> {
  const dip = folder.at('strategies/eurusd/dip.yaml');
  if (existsSync(dip)) writeFileSync(dip, readFileSync(dip, 'utf8').replace('value: 0.01', 'value: 0.02'));
  folder.write('strategies/eurusd/trend.yaml', TREND);
  folder.write('indicators/eurusd/eurusd_5.yaml', 'sma: { period: 3 }\n');
  const data = folder.write('waves.csv', wavesCsv());
  expect(await folder.run('run', '--quiet', '--data', data, ...flags)).toBe(0);
}

async function why(...words: readonly string[]): Promise<WhyAnswer> {
  expect([await folder.run('why', '--json', ...words), folder.complained]).toEqual([0, '']);
  return JSON.parse(folder.printed) as WhyAnswer;
}

async function whyText(...words: readonly string[]): Promise<string> {
  expect([await folder.run('why', ...words), folder.complained]).toEqual([0, '']);
  return folder.printed;
}

function runFolder(): string {
  const [run = ''] = readdirSync(folder.at('runs')).sort().reverse();
  return folder.at(join('runs', run));
}

function asked(answer: WhyAnswer, name: string): AskedStrategy {
  const found = answer.strategies.find(({ strategy }) => strategy === name);
  if (found?.asked !== true) throw new Error(`${name} was not asked: ${JSON.stringify(found)}`);
  return found;
}

/** The only condition of a rule. */
function condition(answer: WhyAnswer, name: string, kind: 'entry' | 'exit', direction = 'long') {
  const rule = asked(answer, name).rules.find((one) => one.kind === kind && one.direction === direction);
  const [only] = rule?.conditions ?? [];
  if (only === undefined) throw new Error(`${name} has no ${kind} ${direction}`);
  return only;
}

/** The history's events, the inputs left out. */
function historyOf(run: string): readonly Record<string, unknown>[] {
  const lines = readFileSync(join(run, 'events.jsonl'), 'utf8').trim().split('\n');
  return lines.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('conditions', () => {
  test.each([7, 30, 61, 88, 179])('minute %i: closes are compared as the candles have them', async (minute) => {
    await runWaves();
    const answer = await why('EURUSD', '--at', closeAt(minute));
    expect(answer).toMatchObject({ at: closeAt(minute), close: waveClose(minute), values: 'exact', notes: [] });
    const [close, previous] = [waveClose(minute), waveClose(minute - 1)];
    expect(condition(answer, 'dip', 'entry')).toMatchObject({ left: close, right: previous, holds: close > previous });
    expect(condition(answer, 'dip', 'exit')).toMatchObject({ left: close, right: previous, holds: close < previous });
  });

  test('an average is the one that a calculator gives, and what crosses is shown with the close before', async () => {
    await runWaves();
    const mean = (...minutes: readonly number[]): number =>
      minutes.reduce((sum, minute) => sum + waveClose(minute), 0) / minutes.length;
    const [now, before] = [mean(50, 55, 60), mean(45, 50, 55)];
    const answer = await why('EURUSD', '--at', closeAt(60));
    const below = condition(answer, 'trend', 'entry', 'short');
    expect(below.left).toBe(waveClose(60));
    expect(below.right).toBeCloseTo(now, 12);
    expect(below.holds).toBe(waveClose(60) < now);
    const crossing = condition(answer, 'trend', 'entry');
    expect(crossing.before?.left).toBe(waveClose(55));
    expect(crossing.before?.right).toBeCloseTo(before, 12);
    expect(crossing.holds).toBe(waveClose(60) > now && waveClose(55) <= before);
  });

  test('what stood in a file then counts, whatever became of the file since', async () => {
    await runWaves();
    const before = await whyText('EURUSD', '--at', closeAt(60));
    for (const file of ['strategies/eurusd/trend.yaml', 'strategies/eurusd/dip.yaml']) rmSync(folder.at(file));
    folder.write('indicators/eurusd/eurusd_5.yaml', 'sma: { period: 9 }\n');
    expect(await whyText('EURUSD', '--at', closeAt(60))).toBe(before);
  });

  test('the parts of a tree are shown, and that it decides', async () => {
    const parts = ['>', '<'].map(
      (operator) => `{ signal: close, operator: '${operator}', value: 1.1, timeframe: '1' }`,
    );
    folder.write(
      'strategies/eurusd/dip.yaml',
      `name: dip\ntimeframes: ['1']\nentry: { long: { mode: complex, tree: { operator: or, conditions: [${parts.join(', ')}] } } }\nrisk: { position_sizing: { type: fixed, value: 0.01 } }\n`,
    );
    await runWaves();
    const text = await whyText('EURUSD', '--at', closeAt(31));
    expect(text).toMatch(/entry long +yes \(by its tree\)/);
    expect(text).toMatch(/✔ close > 1\.1 \(1\) +1\.\d{5} > 1\.1$/m);
    expect(text).toMatch(/✖ close < 1\.1 \(1\) +1\.\d{5} < 1\.1$/m);
  });
});

describe('what the gate said', () => {
  test('a denied signal: reason, message and the numbers that decided, as the history has them', async () => {
    await runWaves(...TOO_LARGE);
    const denied = historyOf(runFolder()).findLast(({ type }) => type === 'OrderDenied');
    const answer = await why('EURUSD');
    const [signal] = [...asked(answer, String(denied?.['strategy'])).signals].filter(
      ({ direction }) => direction === denied?.['direction'],
    );
    expect(signal).toMatchObject({ kind: 'entry', verdict: 'denied', orders: [] });
    expect(signal?.denial).toEqual({
      reason: 'max_position_size',
      message: denied?.['message'],
      value: 0.02,
      limit: 0.01,
    });
    expect(answer).toMatchObject({
      correlation_id: denied?.['correlationId'],
      entered: false,
      conclusion: 'no entry: denied by max_position_size',
    });
    expect(await whyText('EURUSD')).toContain('→ denied max_position_size: ');
    expect(folder.printed).toContain('(value 0.02, limit 0.01)');
  });

  test('an accepted entry: its order, and its chain to the end of the position', async () => {
    await runWaves();
    const history = historyOf(runFolder());
    const opened = history.find(({ type }) => type === 'PositionOpened');
    const chain = history.filter(({ correlationId }) => correlationId === opened?.['correlationId']);
    const signal = chain.find(({ type }) => type === 'EntrySignal');
    const answer = await why('EURUSD', '--at', new Date(Number(signal?.['decidedAt'])).toISOString());
    expect(answer).toMatchObject({ entered: true, correlation_id: opened?.['correlationId'], last_entry: null });
    expect(asked(answer, String(signal?.['strategy'])).signals).toMatchObject([{ verdict: 'approved', denial: null }]);
    expect(answer.chain.map(({ id, type }) => [id, type])).toEqual(chain.map(({ id, type }) => [id, type]));
    expect(answer.chain.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CycleStarted', 'NewCandle', 'OrderApproved', 'OrderFilled', 'PositionOpened']),
    );
  });

  test('an exit: the position that was open and the order that closes it', async () => {
    await runWaves();
    const exit = historyOf(runFolder()).find(({ type }) => type === 'ExitSignal');
    const answer = await why('EURUSD', '--at', new Date(Number(exit?.['decidedAt'])).toISOString());
    expect(answer).toMatchObject({ exited: true, positions: [{ strategy: 'dip', direction: 'long', volume: 0.02 }] });
    expect(answer.last_entry?.text).toContain('entry long 0.02');
    expect(answer.conclusion).toMatch(/^exit long 0\.02, exit_signal; no entry: /);
  });

  test('an exit rule that holds without a position says so', async () => {
    await runWaves(...TOO_LARGE);
    const falling = WAVES.findIndex((close, index) => index > 10 && close < waveClose(index)) + 1;
    expect(await whyText('EURUSD', '--at', closeAt(falling))).toMatch(
      /exit long +yes, but there is no long position to leave$/m,
    );
  });

  test('a stop that was hit after the candle is told up to the instant that was asked for', async () => {
    rmSync(folder.at('strategies/eurusd/dip.yaml'));
    await runWaves();
    const stopped = historyOf(runFolder()).find(
      ({ type, reason, at, openedAt }) =>
        type === 'PositionClosed' &&
        reason === 'stop_loss' &&
        Number(at) % 300_000 !== 0 &&
        Number(at) - Number(openedAt) > 300_000,
    );
    const at = new Date(Number(stopped?.['at'])).toISOString();
    const answer = await why('EURUSD', '--at', at);
    expect(answer.notes).toEqual([`the newest evaluation before ${at} is shown`]);
    expect(answer.also).toEqual(expect.arrayContaining([expect.objectContaining({ type: 'PositionClosed', at })]));
    expect(await whyText('EURUSD', '--at', at)).toMatch(/^also +2025-\S+ {2}PositionClosed {2}.* by stop_loss, net -/m);
  });

  test('blocked trading: by what and since when', async () => {
    await runWaves('--set', 'risk.daily_loss_limit=0.1');
    const blocked = historyOf(runFolder()).find(({ type }) => type === 'TradingBlocked');
    const since = new Date(Number(blocked?.['at'])).toISOString();
    const answer = await why('EURUSD', '--at', closeAt(179));
    expect(answer.trading).toEqual({ state: 'blocked', since, reasons: [{ reason: 'daily_loss', since }] });
    expect(await whyText('EURUSD', '--at', closeAt(179))).toContain(`trading    blocked by daily_loss since ${since}`);
    expect((await why('EURUSD', '--at', closeAt(3))).trading.state).toBe('authorized');
  });
});

describe('a candle on which nothing happened', () => {
  test('has its values, the correlation id of its cycle, and no chain', async () => {
    await runWaves('--set', 'outputs.history=all');
    const all = historyOf(runFolder());
    rmSync(folder.at('runs'), { recursive: true });
    await runWaves();
    const kept = new Set(historyOf(runFolder()).map(({ correlationId }) => correlationId));
    const quiet = all.find(
      ({ type, correlationId, cycle }) => type === 'CycleStarted' && Number(cycle) > 20 && !kept.has(correlationId),
    );
    const answer = await why('EURUSD', '--at', new Date(Number(quiet?.['instant'])).toISOString());
    expect(answer).toMatchObject({
      correlation_id: quiet?.['correlationId'],
      chain: [],
      entered: false,
      exited: false,
      values: 'exact',
    });
    expect(await whyText('EURUSD', '--at', answer.at)).toMatch(/^chain +none kept: nothing followed/m);
  });

  test('has its whole chain where the history keeps everything', async () => {
    await runWaves('--set', 'outputs.history=all');
    const { chain, values } = await why('EURUSD', '--at', closeAt(7));
    expect(values).toBe('exact');
    expect(chain.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['CycleStarted', 'DataFetched', 'NewCandle', 'IndicatorsCalculated']),
    );
  });

  test('has no chain of other symbols', async () => {
    const data = folder.write('gold.csv', wavesCsv(WAVES.map((close) => Math.round(close * 200_000) / 100)));
    folder.write('strategies/xauusd/dip.yaml', readFileSync(folder.at('strategies/eurusd/dip.yaml'), 'utf8'));
    const waves = folder.write('waves.csv', wavesCsv());
    const both = ['--set', 'trading.symbols=EURUSD,XAUUSD', '--set', 'outputs.history=all'];
    expect(await folder.run('run', '--quiet', ...both, '--data', `EURUSD=${waves}`, '--data', `XAUUSD=${data}`)).toBe(
      0,
    );
    const { chain } = await why('XAUUSD', '--at', closeAt(40));
    const own = historyOf(runFolder()).filter(({ id }) => chain.some((link) => link.id === id));
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter(({ symbol }) => symbol === 'EURUSD')).toEqual([]);
    expect((await why()).symbol).toBe(
      historyOf(runFolder()).findLast(({ type }) => type === 'EntrySignal')?.['symbol'],
    );
  });
});

describe('which candle', () => {
  test('without --at the newest signal', async () => {
    await runWaves();
    const signal = historyOf(runFolder()).findLast(({ type }) => String(type).endsWith('Signal'));
    const answer = await why('EURUSD');
    expect(answer).toMatchObject({
      at: new Date(Number(signal?.['decidedAt'])).toISOString(),
      asked_for: null,
      notes: [],
    });
    expect(await why()).toEqual(answer);
  });

  test('without any signal the last candle, and says so', async () => {
    const never = TREND.replace('trend', 'never').replaceAll('value: sma', 'value: 100').replace("'<'", "'>'");
    folder.write('strategies/eurusd/dip.yaml', never);
    folder.write('strategies/eurusd/trend.yaml', never.replace('never', 'nor-this'));
    expect(await folder.run('run', '--quiet', '--data', folder.write('waves.csv', wavesCsv()))).toBe(0);
    expect(await why('EURUSD')).toMatchObject({
      notes: ['the run has no signal of EURUSD: its last evaluation is shown'],
    });
  });

  test('a time of day is that of the last day', async () => {
    await runWaves();
    expect(await why('EURUSD', '--at', '09:17')).toMatchObject({ at: closeAt(77) });
    expect(await why('EURUSD', '--at', '2025-01-06 09:17')).toMatchObject({ at: closeAt(77) });
  });

  test('before the first and after the last evaluation the nearest one, and says so', async () => {
    await runWaves();
    const [before, after] = ['2025-01-01T00:00:00.000Z', '2025-02-01T00:00:00.000Z'];
    const early = await why('EURUSD', '--at', before);
    expect(early).toMatchObject({
      at: closeAt(3),
      notes: [`${before} is before the first evaluation, which is shown`],
    });
    const late = await why('EURUSD', '--at', after);
    expect(late).toMatchObject({
      at: closeAt(180),
      notes: [`${after} is after the end of the run, ${closeAt(180)}: its last evaluation is shown`],
    });
  });

  test('strategies that were not asked are listed with the reason', async () => {
    folder.write('strategies/eurusd/off.yaml', TREND.replace('trend', 'off\nactivation: { enabled: false }'));
    await runWaves();
    const reasonOf = async (minute: number): Promise<unknown> => {
      const { strategies } = await why('EURUSD', '--at', closeAt(minute));
      return strategies.filter((one) => !one.asked).map((one) => [one.strategy, 'reason' in one ? one.reason : '']);
    };
    const off = ['off', 'activation.enabled is false in its file'];
    expect(await reasonOf(12)).toEqual([off, ['trend', 'it is warming up: timeframe 5 has 2 of 3 rows']]);
    expect(await reasonOf(22)).toEqual([off, ['trend', 'it is asked when timeframe 5 closes']]);
    expect(await reasonOf(25)).toEqual([off]);
    expect(await whyText('EURUSD', '--at', closeAt(22))).toContain(
      `trend  not asked: it is asked when timeframe 5 closes, last at ${closeAt(20)}`,
    );
  });

  test('a strategy outside its schedule is asked, and does not enter', async () => {
    const file = folder.at('strategies/eurusd/dip.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}activation: { schedule: { days: [tue], hours: '00:00-23:00' } }\n`);
    await runWaves();
    const rising = WAVES.findIndex((close, index) => index > 10 && close > waveClose(index)) + 1;
    const shown = await whyText('EURUSD', '--at', closeAt(rising));
    expect(shown).toMatch(/^dip {2}asked on 1, outside its schedule$/m);
    expect(shown).toMatch(/entry long +yes, but its schedule does not let it enter now$/m);
  });
});

describe('which run', () => {
  test('the newest, or the one that --run names by folder or id', async () => {
    await runWaves('--set', `outputs.folder=${folder.at('elsewhere')}`);
    const [id = ''] = readdirSync(folder.at('elsewhere'));
    await runWaves(...TOO_LARGE);
    expect((await why()).conclusion).toBe('no entry: denied by max_position_size');
    expect((await why('--run', folder.at(join('elsewhere', id)))).run).toBe(id);
    expect((await why('--run', id, '--set', `outputs.folder=${folder.at('elsewhere')}`)).run).toBe(id);
  });

  test('asking writes nothing', async () => {
    await runWaves();
    const files = ['events.jsonl', 'config.json', 'summary.json'].map((name) => join(runFolder(), name));
    const bytes = (): readonly string[] =>
      [...files, folder.at('logs/run.log')].map((file) => readFileSync(file, 'utf8'));
    const before = bytes();
    await whyText('EURUSD');
    expect(bytes()).toEqual(before);
    expect(readdirSync(runFolder()).sort()).toEqual(['config.json', 'events.jsonl', 'summary.json']);
  });

  test('a delayed candle index shifts the cycle, not the candle', async () => {
    await runWaves('--set', 'services.data_fetching.candle_index=3');
    const answer = await why('EURUSD', '--at', closeAt(88));
    expect(answer).toMatchObject({ at: closeAt(88), close: waveClose(88), values: 'exact' });
    expect((await why('EURUSD')).strategies.some((one) => one.asked && one.signals.length > 0)).toBe(true);
  });

  test('a history that the replay does not come to is pointed out', async () => {
    await runWaves(...TOO_LARGE);
    const file = join(runFolder(), 'events.jsonl');
    const text = readFileSync(file, 'utf8');
    const id = historyOf(runFolder()).find(({ type }) => type === 'OrderDenied')?.['id'];
    writeFileSync(file, text.replace('"limit":0.01', '"limit":0.03'));
    const answer = await why('EURUSD');
    expect(answer.values).toBe('differing');
    expect(answer.notes[0]).toContain(`the replay differs from the run from event ${String(id)} (OrderDenied, `);
  });

  test('a run in real time: signals of the history, values recomputed', async () => {
    folder.remove();
    folder = new BenchFolder('mode: paper');
    folder.write(
      'strategies/eurusd/dip.yaml',
      "name: always\ntimeframes: ['1']\nentry: { long: { conditions: [{ signal: close, operator: '>', value: 0.5, timeframe: '1' }] } }\nrisk: { position_sizing: { type: fixed, value: 0.01 } }\n",
    );
    const own = ['automation.file_watcher_enabled=false', `automation.state_file=${folder.at('state.json')}`];
    const more = [
      `risk.state_file=${folder.at('risk.json')}`,
      'services.strategy_evaluation.evaluation_mode=continuous',
      'event_bus.mode=asynchronous',
      'journal.enabled=false',
    ];
    const flags = [...own, ...more].flatMap((set) => ['--set', set]);
    expect(await folder.run('run', '--quiet', '--max-cycles', '1', ...flags)).toBe(0);
    const signal = historyOf(runFolder()).find(({ type }) => type === 'EntrySignal');
    const answer = await why('EURUSD');
    expect(answer).toMatchObject({
      mode: 'paper',
      values: 'recomputed',
      notes: ['values recomputed from the start of the data'],
      correlation_id: signal?.['correlationId'],
      at: new Date(Number(signal?.['decidedAt'])).toISOString(),
      trading: { state: 'authorized' },
    });
    expect(condition(answer, 'always', 'entry')).toMatchObject({ left: signal?.['price'], right: 0.5, holds: true });
    expect(asked(answer, 'always').signals).toHaveLength(1);
    expect(answer.chain.map(({ type }) => type)).toEqual(expect.arrayContaining(['CycleStarted', 'EntrySignal']));
  });
});

describe('refusals', () => {
  test('candles that have changed: exit code 4 with both hashes', async () => {
    await runWaves();
    const [inputs = ''] = readFileSync(join(runFolder(), 'events.jsonl'), 'utf8').split('\n', 1);
    const { data } = JSON.parse(inputs) as { data: { EURUSD: string } };
    folder.write('waves.csv', wavesCsv(WAVES.map((close) => close + 0.001)));
    expect(await folder.run('why', 'EURUSD')).toBe(4);
    expect(folder.complained).toContain(`EURUSD: the run had ${data.EURUSD}, now it is sha256:`);
    rmSync(folder.at('waves.csv'));
    expect(await folder.run('why', 'EURUSD')).toBe(4);
    expect(folder.complained).toContain('waves.csv');
  });

  test('a symbol that was not traded: exit code 2 with the nearest', async () => {
    await runWaves();
    expect(await folder.run('why EURUS')).toBe(2);
    expect(folder.complained).toContain('did you mean EURUSD?');
    expect(await folder.run('why', 'EURUSD', 'XAUUSD')).toBe(2);
  });

  test.each(['noon', '2025-02-30', '25:99'])('--at %s: exit code 2', async (at) => {
    await runWaves();
    expect(await folder.run('why', 'EURUSD', '--at', at)).toBe(2);
    expect(folder.complained).toContain(`--at needs a time in UTC such as 2025-01-06T20:55`);
  });

  test('no run, no such run, no history, no configuration, another configuration: exit code 4 with what to do', async () => {
    expect(await folder.run('why')).toBe(4);
    expect(folder.complained).toContain('start one with qbot run');
    expect(await folder.run('why', '--run', 'nowhere')).toBe(4);
    expect(folder.complained).toContain('--run names the folder of a run');
    await runWaves('--set', 'outputs.history=none');
    expect(await folder.run('why', '--run', runFolder())).toBe(4);
    expect(folder.complained).toContain('outputs.history was none');
    rmSync(folder.at('runs'), { recursive: true });
    await runWaves();
    const file = join(runFolder(), 'config.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"seed": 7', '"seed": 8'));
    expect(await folder.run('why')).toBe(4);
    expect(folder.complained).toContain('is not the configuration of this run');
    rmSync(file);
    expect(await folder.run('why')).toBe(4);
    expect(folder.complained).toContain('run it again');
  });
});
