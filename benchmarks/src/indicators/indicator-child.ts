import { cpuMs } from '../measure.js';
import type { Contestant } from './contestant.js';
import type { BenchedName } from './ours.js';
import { sampleCandles } from './sample-candles.js';

const CANDLES = 4_096;
const WARM_UP_MS = 150;
const ROUND_MS = 40;
/** A fresh indicator now and then: one of the libraries keeps every value it has seen. */
const LIFE = 32_768;

const [library] = process.argv.slice(2);
const makers = await makersOf(library);
const candles = sampleCandles(CANDLES);
let seen = 0;

// All of them first, so that what they share is compiled for all, as it is in a bank of indicators.
for (let pass = 0; pass < 2; pass += 1) for (const make of Object.values(makers)) updatesOf(make, WARM_UP_MS / 2);
process.on('message', (name: BenchedName) => {
  const make = makers[name];
  process.send?.(make === undefined ? -1 : nsPerUpdate(make));
});
process.send?.(0);

async function makersOf(name: string | undefined): Promise<Partial<Record<BenchedName, () => Contestant>>> {
  if (name === 'ours') return (await import('./ours.js')).OURS;
  if (name === 'technicalindicators') return (await import('./technical-indicators.js')).TECHNICAL_INDICATORS;
  return (await import('./trading-signals.js')).TRADING_SIGNALS;
}

function nsPerUpdate(make: () => Contestant): number {
  const before = cpuMs();
  const updates = updatesOf(make, ROUND_MS);
  return ((cpuMs() - before) * 1e6) / updates;
}

/** Updates for at least so long; the value is how many. */
function updatesOf(make: () => Contestant, ms: number): number {
  const before = cpuMs();
  let updates = 0;
  while (cpuMs() - before < ms) {
    // The first ones are not ready, and a sum with NaN is NaN: it is only looked at.
    seen = make()(candles, LIFE);
    updates += LIFE;
  }
  if (seen === 0) throw new Error(`${library} gave nothing`);
  return updates;
}
