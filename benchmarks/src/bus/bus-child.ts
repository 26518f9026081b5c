import { cpuMs } from '../measure.js';
import type { ContestantName } from './contestant.js';
import { CONTESTANTS } from './contestant.js';
import { mixed, MIXED_TYPES } from './sample-events.js';
import type { ScenarioName, Work } from './scenario.js';
import { SCENARIOS } from './scenario.js';

const WARM_UP_EVENTS = 200_000;
const WARM_UP_MS = 300;
const ROUND_MS = 100;

const [contestantName, scenarioName] = process.argv.slice(2) as [ContestantName, ScenarioName];
const scenario = SCENARIOS[scenarioName];
const contestant = CONTESTANTS[contestantName]();
const work: Work = { calls: 0, sum: 0.5, last: undefined };
carryEveryType();
scenario.listen(contestant, work);

const rounds = warmUp();
process.on('message', () => process.send?.(nsPerEvent(rounds)));
process.send?.(0);

/** A bus of a running system has carried more than one type, and is compiled for that; its listener leaves again. */
function carryEveryType(): void {
  const leave = contestant.listen({ types: '*', handle: (event) => void (work.last = event) }, MIXED_TYPES);
  for (let n = 0; n < WARM_UP_EVENTS; n += 1) contestant.publish(mixed(n));
  leave();
}

/** Publishes until everything is compiled; the value is how many rounds take long enough to be measured. */
function warmUp(): number {
  const before = cpuMs();
  let done = 0;
  for (; cpuMs() - before < WARM_UP_MS; done += 2_000) publish(2_000);
  const warm = cpuMs();
  publish(done);
  return Math.ceil((done * ROUND_MS) / (cpuMs() - warm));
}

function nsPerEvent(amount: number): number {
  const before = cpuMs();
  publish(amount);
  return ((cpuMs() - before) * 1e6) / (amount * scenario.eventsPerRound);
}

function publish(amount: number): void {
  const calls = work.calls;
  for (let n = 0; n < amount; n += 1) scenario.publish(contestant, n);
  const called = work.calls - calls;
  if (called !== amount * scenario.callsPerRound) {
    throw new Error(`${contestantName}, ${scenarioName}: ${called} handler calls for ${amount} rounds`);
  }
}
