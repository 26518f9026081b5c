import { defineConfig } from '@q/config';
import type { Journal } from '@q/events';
import { EventBus, VirtualClock, systemClock, wallPace } from '@q/events';
import { RunHistory } from './run-history.js';
import type { Sockets } from './sockets.js';

const config = defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] } });
const backtest = { clock: new VirtualClock() };
const paper = { clock: new VirtualClock(), pace: wallPace(systemClock(), () => 0) };
const live = { clock: systemClock() };

/** How many records a journal has after each of some cycles, and at the end. */
function countsOf(sockets: Pick<Sockets, 'clock' | 'pace'>, journal: Partial<Journal>): readonly number[] {
  let records = 0;
  const history: Journal = {
    append: (more) => (records += more.length),
    scan: () => [],
    snapshot: () => undefined,
    verify: () => ({ ok: true, records, problems: [] }),
    close: () => undefined,
    appendBytes: (_, count) => (records += count),
    ...journal,
  };
  const run = new RunHistory(config, { ...sockets, history });
  const bus = new EventBus({ clock: sockets.clock, onPublish: (envelope) => run.writer?.add(envelope) });
  const counts: number[] = [];
  for (let cycle = 0; cycle < 3; cycle += 1) {
    bus.publish({ type: 'ServiceStarted', service: `s${cycle}` });
    run.endTurn();
    counts.push(records);
  }
  run.close();
  return [...counts, records];
}

test('a backtest keeps what it writes until there is much of it, and leaves nothing behind', () => {
  expect(countsOf(backtest, {})).toEqual([0, 0, 0, 3]);
});

test.each([
  ['a paper run', paper],
  ['a run on a real clock', live],
])('%s writes each cycle when the next one begins', (_, sockets) => {
  expect(countsOf(sockets, {})).toEqual([0, 1, 2, 3]);
});

test('a durable journal is given each cycle at its end, also in a backtest', () => {
  expect(countsOf(backtest, { isDurable: true })).toEqual([1, 2, 3, 3]);
});
