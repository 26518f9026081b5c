import { defineIndicator, registerIndicator } from '@q/indicators';
import { defineService } from '@q/services';
import { runBacktest } from './run-backtest.js';
import { randomJob } from './testing/random-job.js';
import type { ToldRun } from './testing/told-run.js';
import { toldRun } from './testing/told-run.js';

const JOBS = 100;
/** A job in which the duty of one strategy in code begins with a row that another one is asked about. */
const ON_DUTY = 1_350;

/** A bot's own indicator, which the random ones are taken from too. */
const countdown = defineIndicator({
  name: 'countdown',
  description: 'The close, and how often it was told of one.',
  create: () => {
    let [calls, close] = [0, 0];
    return {
      warmUp: 2,
      update: (candle) => void ([calls, close] = [calls + 1, candle.close]),
      value: () => (calls < 2 ? undefined : close + (calls % 7)),
    };
  },
});

const forget = registerIndicator(countdown);
afterAll(forget);

function differences(one: ToldRun, other: ToldRun): readonly string[] {
  return Object.keys(one.parts).filter((part) => one.parts[part] !== other.parts[part]);
}

test('whatever the job, cycles that travel together leave behind exactly what they leave behind one by one', async () => {
  const differing: string[] = [];
  let [together, trades] = [0, 0];
  for (const seed of [...Array.from({ length: JOBS }, (_, index) => index + 1), ON_DUTY]) {
    const [inStretches, oneByOne] = [await toldRun(randomJob(seed), true), await toldRun(randomJob(seed), false)];
    const parts = differences(inStretches, oneByOne);
    if (parts.length > 0) differing.push(`job ${seed}: ${parts.join(', ')}`);
    expect(oneByOne.together).toBe(0);
    together += inStretches.together;
    trades += inStretches.trades;
  }
  expect(differing).toEqual([]);
  // Else nothing was compared.
  expect([together > 7_000, trades > 80]).toEqual([true, true]);
}, 120_000);

test('nor with several symbols, whose candles close in the same cycles, and now and then do not', async () => {
  const differing: string[] = [];
  let [together, trades] = [0, 0];
  for (let seed = 1; seed <= JOBS; seed += 1) {
    const job = randomJob(seed, 2 + (seed % 3));
    const [inStretches, oneByOne] = [await toldRun(job, true), await toldRun(job, false)];
    const parts = differences(inStretches, oneByOne);
    if (parts.length > 0) differing.push(`job ${seed}: ${parts.join(', ')}`);
    together += inStretches.together;
    trades += inStretches.trades;
  }
  expect(differing).toEqual([]);
  expect([together > 15_000, trades > 150]).toEqual([true, true]);
}, 120_000);

test('a status block after every cycle keeps cycles apart only where somebody gets it, and nothing else is another', async () => {
  let [together, stretches] = [0, 0];
  for (let seed = 1; seed <= 10; seed += 1) {
    const random = randomJob(seed);
    const config = {
      ...random.request.config,
      orchestrator: { status_log_interval: 1 },
    } as typeof random.request.config;
    const job = { ...random, request: { ...random.request, config } };
    const [told, untold] = [await toldRun(job, true), await toldRun(job, true, { getsStatus: false })];
    expect(differences(told, untold)).toEqual(['run']);
    expect(told.together).toBe(told.stretches);
    together += untold.together;
    stretches += untold.stretches;
  }
  expect(together).toBeGreaterThan(4 * stretches);
});

test('who listens to changes of the regime hears of each when it comes, and nothing else is another', async () => {
  const differing: string[] = [];
  for (let seed = 1; seed <= 20; seed += 1) {
    const listened = { listensTo: ['RegimeChanged'] } as const;
    const job = randomJob(seed, 1 + (seed % 3));
    const [inStretches, oneByOne] = [await toldRun(job, true, listened), await toldRun(job, false, listened)];
    const parts = differences(inStretches, oneByOne);
    if (parts.length > 0) differing.push(`job ${seed}: ${parts.join(', ')}`);
  }
  expect(differing).toEqual([]);
});

test('a service that listens to every candle sees each, and nothing else is another', async () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    let candles = 0;
    const looking = defineService({ name: 'Looker', produces: [], on: { NewCandle: () => void (candles += 1) } });
    const blind = defineService({ name: 'Looker', produces: [], on: { ResetRiskLimits: () => undefined } });
    const [seen, unseen] = await Promise.all(
      [looking, blind].map((service) => {
        const { request, strategies } = randomJob(seed);
        return runBacktest({ ...request, strategies: strategies([]), services: [service] });
      }),
    );
    expect(unseen).toEqual(seen);
    expect(candles).toBeGreaterThan(0);
  }
});
