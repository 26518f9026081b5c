import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BacktestRequest, BacktestResult } from '@q/backtest';
import { runBacktest } from '@q/backtest';
import { jsonLinesJournal } from '@q/journal';
import { cpuMs } from '../measure.js';
import type { OursReport, OursSetting } from './ours-job.js';
import { plainRequest } from './plain-request.js';
import { richRequest } from './rich-request.js';
import { trendingMarket } from './trending-market.js';

const setting = JSON.parse(process.argv[2] ?? '{}') as OursSetting;
process.send?.(await report());
process.disconnect?.();

interface TimedPass extends Pick<OursReport, 'trades' | 'events' | 'tradedUntil'> {
  readonly cpuMs: number;
}

interface Prepared {
  readonly request: BacktestRequest;
  /** When the last candle opens. */
  readonly end: number;
}

async function report(): Promise<OursReport> {
  if (setting.warmUp !== undefined) await warmUp(setting.warmUp);
  const request = requestOf(setting.candles);
  const passes: TimedPass[] = [];
  for (let done = 0; done < setting.passes; done += 1) passes.push(await pass(request));
  const [first] = passes;
  if (first === undefined) throw new Error('a job needs at least one pass');
  const { trades, events, tradedUntil } = first;
  const peakRssMb = process.resourceUsage().maxRSS / 1_024;
  return { cpuMs: passes.map(({ cpuMs: ms }) => ms), trades, events, tradedUntil, peakRssMb };
}

/** Over one market again and again: what one run leaves compiled is often compiled anew for the second. */
async function warmUp({ candles, cpuMs: wantedMs }: NonNullable<OursSetting['warmUp']>): Promise<void> {
  const request = requestOf(candles);
  for (let spentMs = 0; spentMs < wantedMs;) spentMs += (await pass(request)).cpuMs;
}

/** The journal is closed within the time: what it holds back is written by then. */
async function pass({ request, end }: Prepared): Promise<TimedPass> {
  const { history = 'none' } = setting;
  const folder = mkdtempSync(join(tmpdir(), 'backtest-bench-'));
  try {
    const before = cpuMs();
    const journal = history === 'none' ? undefined : jsonLinesJournal(join(folder, 'events.jsonl'));
    const result = await runBacktest({ ...request, ...(journal === undefined ? {} : { history: journal }) });
    journal?.close();
    return { cpuMs: cpuMs() - before, ...figuresOf(result, end) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function figuresOf({ trades, figures, equity }: BacktestResult, end: number): Omit<TimedPass, 'cpuMs'> {
  const start = equity.at[0] ?? NaN;
  const closed = trades.at(-1)?.closedAt ?? start;
  return { trades: trades.length, events: figures.events, tradedUntil: (closed - start) / (end - start) };
}

function requestOf(candles: number): Prepared {
  const { job, symbols = 1, strategies = 1, history = 'none' } = setting;
  const markets = Array.from({ length: symbols }, (_, index) =>
    trendingMarket({ candles: Math.floor(candles / symbols), symbol: `COIN${index + 1}`, seed: 42 + index }),
  );
  const [market] = markets;
  if (market === undefined) throw new Error('a job needs at least one symbol');
  const end = market.columns.openTime[market.columns.length - 1] ?? NaN;
  return {
    request: job === 'plain' ? plainRequest({ markets, strategies, history }) : richRequest(market, history),
    end,
  };
}
