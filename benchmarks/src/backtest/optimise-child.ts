import { cpus } from 'node:os';
import { optimize } from '@q/backtest';
import { cpuMs } from '../measure.js';
import type { OptimiseReport, WarmPart } from './optimise.bench.js';
import { plainRequest } from './plain-request.js';
import { trendingMarket } from './trending-market.js';

/** Candles of each trial, and the averages that are tried: enough that the second half of the trials is more than ten seconds of work. */
const CANDLES = 30_000;
const FAST_PERIODS = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17];
const SLOW_PERIODS = Array.from({ length: 20 }, (_, index) => 26 + 2 * index);

/** The second half of the trials is measured in parts of so many: those of one fast average. */
const PART = SLOW_PERIODS.length;

process.send?.(await report(Number(process.argv[2])));
process.disconnect?.();

/** The whole search, with the start of its threads. */
async function report(count: number): Promise<OptimiseReport> {
  const { config, candles } = plainRequest({ markets: [trendingMarket({ candles: CANDLES, symbol: 'COIN1' })] });
  const url = new URL(import.meta.resolve('@q/backtest/search-worker'));
  const path = 'indicators.inline.COIN1.1';
  const moments: Moment[] = [];
  const before = performance.now();
  const { trials } = await optimize({
    config,
    candles,
    strategies: { COIN1: [crossing()] },
    search: {
      objective: 'net_profit',
      parameters: { [`${path}.sma_fast.period`]: FAST_PERIODS, [`${path}.sma_slow.period`]: SLOW_PERIODS },
    },
    workers: { url, count },
    onProgress: ({ done, total }) => {
      if (done >= total / 2 && done % PART === 0) moments.push({ done, wallMs: performance.now(), ...cpuTimes() });
    },
  });
  const wallMs = performance.now() - before;
  return { wallMs, candles: CANDLES, trials: trials.length, warm: parts(moments), content: JSON.stringify(trials) };
}

interface Moment {
  readonly done: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly machineMs: number;
}

function parts([first, ...others]: readonly Moment[]): readonly WarmPart[] {
  if (first === undefined) throw new Error('the search did not tell of its progress');
  let before = first;
  return others.map((moment) => {
    const part = between(before, moment);
    before = moment;
    return part;
  });
}

function between(begin: Moment, end: Moment): WarmPart {
  const ownMs = end.cpuMs - begin.cpuMs;
  const othersMs = Math.max(0, end.machineMs - begin.machineMs - ownMs);
  return { trials: end.done - begin.done, wallMs: end.wallMs - begin.wallMs, cpuMs: ownMs, othersMs };
}

function cpuTimes(): Pick<Moment, 'cpuMs' | 'machineMs'> {
  const machineMs = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  return { cpuMs: cpuMs(), machineMs };
}

function crossing() {
  const rule = (operator: 'crosses_above' | 'crosses_below') => ({
    long: { conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' as const }] },
  });
  return {
    name: 'cross',
    timeframes: ['1' as const],
    entry: rule('crosses_above'),
    exit: rule('crosses_below'),
    risk: { position_sizing: { type: 'fixed' as const, value: 1 } },
  };
}
