import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { OURS } from './ours.js';
import { sampleCandles } from './sample-candles.js';

const CANDLES = 4_096;
const UPDATES = 10_000_000;
const WARM_UP = 200_000;

setFlagsFromString('--expose-gc');
// The garbage collector of a fresh context is the one of this process.
const collectGarbage = runInNewContext('gc') as () => void;

const bank = Object.values(OURS).map((make) => make());
const candles = sampleCandles(CANDLES);
let sum = 0;

update(WARM_UP);
const before = heapBytes();
update(UPDATES);
process.send?.({ grownBytes: heapBytes() - before, updates: UPDATES, indicators: bank.length, sum });

function update(times: number): void {
  for (let done = 0; done < times; done += CANDLES) {
    for (const indicator of bank) sum += indicator(candles, CANDLES);
  }
}

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
