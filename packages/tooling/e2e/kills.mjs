#!/usr/bin/env node
// Kills a paper run again and again and compares its journal with that of one that nobody disturbed.
// node packages/tooling/e2e/kills.mjs [kills, default 200]; needs a build. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const CANDLES = 2_000;
/** Real time for all candles: more than the runs have before they are killed. */
const SECONDS = 80;
/** Steps of the journal in the life of one process: over and over again all up to this one. */
const STEPS = 50;
let random = 0;
let folder = '';

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { failed } = await testKills(Number(process.argv[2] ?? 200));
  process.exitCode = failed === 0 ? 0 : 1;
}

/** @returns how many of its statements hold */
export async function testKills(kills) {
  random = 20_250_106;
  folder = mkdtempSync(join(tmpdir(), 'q-kills-'));
  try {
    return await killAndCompare(kills);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killAndCompare(kills) {
  const calm = project('calm');
  const { code } = await qbot(calm, { 'feed.speed': 0 }).ended;
  const whole = await eventsOf(calm);
  const orders = whole.filter(({ type }) => type === 'OrderPlaced').length;
  say(`undisturbed: exit ${code}, ${whole.length} events, ${orders} orders`);

  const killed = project('killed');
  const seen = { kills: 0, atStep: 0, withOrder: 0, runs: 0 };
  let last;
  for (;;) {
    const isLast = seen.kills >= kills;
    const step = seen.kills % 2 === 0 && !isLast ? 1 + ((seen.kills / 2) % STEPS) : 0;
    const run = qbot(killed, {
      'feed.speed': isLast ? 0 : (CANDLES * 60) / SECONDS,
      ...(step === 0 ? {} : { 'journal.crash_at_step': step }),
    });
    seen.runs += 1;
    // From the moment it has read its configuration on: it may come while it recovers, or while it goes on.
    if (step === 0 && !isLast) void run.spoke.then(() => setTimeout(() => run.kill(), nextRandom() * 900));
    last = await run.ended;
    if (last.signal === 'SIGKILL') {
      seen.kills += 1;
      if (step > 0) seen.atStep += 1;
      if (await hasOpenOrder(killed)) seen.withOrder += 1;
      if (seen.kills % 20 === 0)
        say(`${seen.kills} kills, ${(await eventsOf(killed)).length} of ${whole.length} events`);
    } else if (last.code !== 0 || isLast) break;
  }
  const after = await eventsOf(killed);
  const results = {
    'the undisturbed run has at least 100 orders and ends with 0': code === 0 && orders >= 100,
    'every run that was not killed ended with 0': last.code === 0 || last.text,
    [`${kills} kills, at least a quarter of them with an order open`]:
      seen.kills >= kills && seen.withOrder * 4 >= kills,
    'every candle is in the journal once': same(idsOf(after, candleOf), idsOf(whole, candleOf)),
    'every client order id was sent once': same(idsOf(after, orderOf), idsOf(whole, orderOf)),
    'the journal is the same, event by event':
      after.length === whole.length &&
      after.every((one, index) => JSON.stringify(one) === JSON.stringify(whole[index])),
    'the equity is the same': equityOf(after) === equityOf(whole) && equityOf(whole) !== undefined,
    'the journal is whole': (await qbot(killed, {}, ['journal', 'verify']).ended).code === 0,
    'its run can be made again': (await qbot(killed, {}, ['journal', 'replay']).ended).code === 0,
  };
  say(
    `${seen.kills} kills in ${seen.runs} runs: ${seen.atStep} at a step of the journal, ${seen.withOrder} with an order open; equity ${equityOf(after)}`,
  );
  const failed = Object.entries(results).filter(([, ok]) => ok !== true);
  for (const [name, ok] of failed) say(`failed: ${name} ${ok === false ? '' : ok}`);
  const all = Object.keys(results).length;
  say(`${all - failed.length} passed, ${failed.length} failed`);
  return { passed: all - failed.length, failed: failed.length };
}

function project(name) {
  const at = join(folder, name);
  mkdirSync(join(at, 'strategies/eurusd'), { recursive: true });
  writeFileSync(join(at, 'candles.csv'), candlesCsv());
  writeFileSync(
    join(at, 'services.yaml'),
    `mode: paper
trading: { symbols: [EURUSD], timeframes: ['1', '5'] }
feed: { kind: replay, files: { EURUSD: candles.csv } }
logging: { console: false, file_output: true, log_file: logs/run.log }
orchestrator: { watchdog: { enabled: false } }
journal: { ballast: 0.1 }
risk: { account_stop_loss: { enabled: false }, daily_loss_limit: 0 }
`,
  );
  writeFileSync(
    join(at, 'strategies/eurusd/swing.yaml'),
    `name: swing
timeframes: ['1', '5']
entry:
  long: { conditions: [{ signal: close, operator: '>', value: 1.1, timeframe: '1' }] }
  short: { conditions: [{ signal: close, operator: '<', value: 1.097, timeframe: '5' }] }
exit:
  long: { conditions: [{ signal: close, operator: '<', value: previous_close, timeframe: '1' }] }
  short: { conditions: [{ signal: close, operator: '>', value: previous_close, timeframe: '1' }] }
risk:
  position_sizing: { type: fixed, value: 0.1 }
  sl: { type: fixed, value: 20 }
  tp: { type: multi_target, targets: [{ value: 0.1, percent: 50, move_stop: true }, { value: 1, percent: 50 }] }
`,
  );
  return at;
}

function candlesCsv() {
  const rows = ['time,open,high,low,close'];
  let open = 1.1;
  for (let minute = 0; minute < CANDLES; minute += 1) {
    const close = Number((1.1 + 0.004 * Math.sin(minute * 0.13) + 0.006 * Math.sin(minute * 0.017)).toFixed(5));
    const time = new Date(Date.UTC(2025, 0, 6) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    rows.push([time, open, Math.max(open, close), Math.min(open, close), close].join(','));
    open = close;
  }
  return rows.join('\n');
}

function qbot(cwd, settings, verb = ['run']) {
  const set = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const args = [join(root, 'apps/runner/bin/qbot.mjs'), ...verb, '-c', 'services.yaml', ...set];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (text += part));
  const spoke = new Promise((resolve) => child.stderr.once('data', resolve));
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, text }));
  });
  return { ended, spoke, kill: () => child.kill('SIGKILL') };
}

async function eventsOf(at) {
  // What was built, as the runs use it.
  const { readDurableJournal } = await import(join(root, 'packages/journal/dist/esm/index.js'));
  const reader = await readDurableJournal(join(at, 'state/journal.db'));
  const events = [...reader.scan(0)].filter((record) => !('record' in record));
  reader.close();
  return events;
}

/** Whether an order is under way, or a position with its stop and targets open, where the journal ends. */
async function hasOpenOrder(at) {
  const open = new Set();
  for (const event of await eventsOf(at)) {
    if (event.type === 'OrderPlaced') open.add(event.order.clientOrderId);
    if (event.type === 'OrderFilled' || event.type === 'OrderRejected' || event.type === 'OrderCanceled')
      open.delete(event.fill?.clientOrderId ?? event.clientOrderId);
    if (event.type === 'PositionOpened') open.add(event.positionId);
    if (event.type === 'PositionClosed') open.delete(event.positionId);
  }
  return open.size > 0;
}

function idsOf(events, idOf) {
  return events.map(idOf).filter((id) => id !== undefined);
}

function candleOf({ type, symbol, timeframe, candle }) {
  return type === 'NewCandle' ? `${symbol} ${timeframe} ${candle.openTime}` : undefined;
}

function orderOf({ type, order }) {
  return type === 'OrderPlaced' ? order.clientOrderId : undefined;
}

function equityOf(events) {
  return events.findLast(({ type }) => type === 'AccountUpdated')?.account.equity;
}

function same(one, two) {
  return new Set(one).size === one.length && JSON.stringify(one) === JSON.stringify(two);
}

/** The same kills in every run of this program: a linear congruential generator (Numerical Recipes' constants). */
function nextRandom() {
  random = (random * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  return random / 4_294_967_296;
}

function say(line) {
  console.log(line);
}
