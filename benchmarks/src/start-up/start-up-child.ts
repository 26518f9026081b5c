import { ConfigLoader } from '@q/config';
import { systemClock } from '@q/events';
import { TradingOrchestrator } from '@q/orchestrator';
import { wallMs } from '../measure.js';
import { defaultConfig } from '../places.js';
import { socketsFor, syntheticFeed } from '../sockets.js';

const DAY_MS = 86_400_000;
const PAPER_HISTORY_DAYS = 30;

/** What starting takes in a process in which every module is loaded and none of them has run yet, ms. */
export interface StartUp {
  readonly configLoad: number;
  readonly configLoadAgain: number;
  readonly orchestratorMade: number;
  readonly orchestratorStarted: number;
  /** The longest time from one `ServiceStarted` to the next. */
  readonly slowestService: number;
  readonly healthCheck: number;
  readonly healthCheckAgain: number;
  /** From `run` to the first `NewCandle`, the synthetic market's first day included. */
  readonly firstCandle: number;
  /** Made and started in real time: with the warm-up cycle over the history that every indicator needs. */
  readonly paperStarted: number;
}

const loadAt = performance.now();
const { config } = ConfigLoader.load(defaultConfig);
const configLoad = performance.now() - loadAt;
const configLoadAgain = await wallMs(() => ConfigLoader.load(defaultConfig));

const sockets = socketsFor(config, syntheticFeed(config, 1));
const madeAt = performance.now();
const orchestrator = new TradingOrchestrator(config, sockets);
const orchestratorMade = performance.now() - madeAt;

let slowestService = 0;
let serviceAt = performance.now();
orchestrator.bus.subscribe('ServiceStarted', () => {
  slowestService = Math.max(slowestService, performance.now() - serviceAt);
  serviceAt = performance.now();
});
const orchestratorStarted = await wallMs(() => {
  serviceAt = performance.now();
  return orchestrator.start();
});
const healthCheck = await wallMs(() => orchestrator.checkHealth());
const healthCheckAgain = await wallMs(() => orchestrator.checkHealth());

let firstCandleAt: number | undefined;
orchestrator.bus.subscribe('NewCandle', () => {
  firstCandleAt ??= performance.now();
});
const runAt = performance.now();
await orchestrator.run({ maxIterations: 1 });
const firstCandle = (firstCandleAt ?? Number.NaN) - runAt;
await orchestrator.stop();

const report: StartUp = {
  configLoad,
  configLoadAgain,
  orchestratorMade,
  orchestratorStarted,
  slowestService,
  healthCheck,
  healthCheckAgain,
  firstCandle,
  paperStarted: await paperStart(),
};
process.send?.(report);
process.disconnect?.();

async function paperStart(): Promise<number> {
  const paper = { ...config, mode: 'paper' as const };
  const start = Math.floor(Date.now() / DAY_MS - PAPER_HISTORY_DAYS) * DAY_MS;
  const feed = syntheticFeed(paper, PAPER_HISTORY_DAYS, start);
  for (const symbol of paper.trading.symbols) feed.nextClose?.(symbol, Date.now() - DAY_MS);
  let started: TradingOrchestrator | undefined;
  const took = await wallMs(() => {
    started = new TradingOrchestrator(paper, socketsFor(paper, feed, systemClock()));
    return started.start();
  });
  await started?.stop();
  return took;
}
