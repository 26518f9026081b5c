import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CandleColumns } from '@q/brokers';
import type { LoadedConfig } from '@q/config';
import { ConfigLoader } from '@q/config';
import type { Candle } from '@q/events';
import { jsonLinesJournal } from '@q/journal';
import { LoggingManager } from '@q/logging';
import type { RunFigures } from '@q/orchestrator';
import { TradingOrchestrator } from '@q/orchestrator';
import { cpuMs } from '../measure.js';
import { defaultConfig } from '../places.js';
import { MONDAY, replayFeed, socketsFor, syntheticFeed } from '../sockets.js';

const SYMBOL = 'EURUSD';
const DAY_MS = 86_400_000;
const CANDLES_A_WEEK = 5 * 1_440;

export interface LineSetting {
  readonly candles: number;
  readonly history: 'none' | 'default' | 'all';
  /** The default system's log file. */
  readonly logging: boolean;
}

export interface LineRun {
  readonly candlesPerCpuSecond: number;
  readonly eventsPerCpuSecond: number;
  readonly figures: RunFigures;
}

/** The default system on one symbol, from the first base candle to the end; the candles are made before and not counted. */
export async function runLine(setting: LineSetting): Promise<LineRun> {
  const folder = mkdtempSync(join(tmpdir(), 'line-bench-'));
  const { config } = load(setting.history);
  const feed = replayFeed(SYMBOL, columnsOf(config, setting.candles));
  const logging = setting.logging ? openLog(config, join(folder, 'log')) : undefined;
  const history = setting.history === 'none' ? undefined : jsonLinesJournal(join(folder, 'events.jsonl'));
  try {
    const before = cpuMs();
    const sockets = { ...socketsFor(config, feed), ...(history === undefined ? {} : { history }) };
    const orchestrator = new TradingOrchestrator(config, sockets);
    await orchestrator.run();
    await orchestrator.stop();
    history?.close();
    await logging?.close();
    const seconds = (cpuMs() - before) / 1_000;
    const { figures } = orchestrator;
    if (figures.cycles < setting.candles || figures.positionsClosed === 0) {
      throw new Error(`the line ran ${figures.cycles} cycles and closed ${figures.positionsClosed} positions`);
    }
    return { candlesPerCpuSecond: setting.candles / seconds, eventsPerCpuSecond: figures.events / seconds, figures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function load(history: LineSetting['history']): LoadedConfig {
  const override = (path: string, value: string) => ({ path, value, source: 'benchmark' });
  return ConfigLoader.load(defaultConfig, {
    env: {},
    overrides: [
      override('trading.symbols', SYMBOL),
      override('outputs.history', history),
      // The run must not end early because the invented market was unkind.
      override('account.balance', '10000000'),
    ],
  });
}

function columnsOf(config: LoadedConfig['config'], amount: number): CandleColumns {
  const days = Math.ceil(amount / CANDLES_A_WEEK + 1) * 7;
  let made: readonly Candle[] = [];
  syntheticFeed(config, days).request(
    { symbol: SYMBOL, timeframe: '1', after: MONDAY, until: MONDAY + days * DAY_MS },
    { candles: (candles) => void (made = candles), failed: ({ message }) => void raise(message) },
  );
  return CandleColumns.of(made.slice(0, amount));
}

function raise(message: string): never {
  throw new Error(message);
}

function openLog({ logging }: LoadedConfig['config'], logFile: string): LoggingManager {
  const { level, format } = logging;
  const manager = new LoggingManager({
    level,
    format,
    console: false,
    fileOutput: true,
    logFile,
    now: () => Date.now(),
  });
  manager.configureRootLogger();
  return manager;
}
