import { optimize } from '@q/backtest';
import type { OptimiseReport } from './optimise.bench.js';
import { plainRequest } from './plain-request.js';
import { trendingMarket } from './trending-market.js';

/** Candles of each trial, and the averages that are tried. */
const CANDLES = 30_000;
const FAST_PERIODS = [6, 7, 8, 9, 10, 11, 12, 13];
const SLOW_PERIODS = [26, 28, 30, 32, 34];

process.send?.(await report(Number(process.argv[2])));
process.disconnect?.();

/** The whole search, with the start of its threads. */
async function report(count: number): Promise<OptimiseReport> {
  const { config, candles } = plainRequest({ markets: [trendingMarket({ candles: CANDLES, symbol: 'COIN1' })] });
  const url = new URL(import.meta.resolve('@q/backtest/search-worker'));
  const path = 'indicators.inline.COIN1.1';
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
  });
  const wallMs = performance.now() - before;
  return { wallMs, candles: CANDLES, trials: trials.length, content: JSON.stringify(trials) };
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
