import { CandleColumns } from '@q/brokers';
import { runBacktest } from '@q/backtest';
import { cpuMs } from '../measure.js';
import type { JobResult } from './plain-job.js';
import { BALANCE, COMMISSION, FAST, floorLoop, SLOW, walk } from './plain-job.js';

const [contestant, count] = process.argv.slice(2);
const candles = CandleColumns.of(walk(Number(count)));
process.send?.(contestant === 'floor' ? floor() : await ours());

function floor(): JobResult {
  const { length, open, close } = candles;
  const before = cpuMs();
  const result = floorLoop(open.subarray(0, length), close.subarray(0, length));
  return { ...result, cpuMs: cpuMs() - before };
}

/** The whole system: every event on the bus, its history of 1,000, metrics and correlation on; the regime is not told. */
async function ours(): Promise<JobResult> {
  const crossing = (operator: string): object => ({
    long: { conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' }] },
  });
  const before = cpuMs();
  const result = await runBacktest({
    config: {
      trading: { symbols: ['BTCUSD'], timeframes: ['1'] },
      account: { balance: BALANCE },
      broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: COMMISSION },
      risk: { daily_loss_limit: 0, account_stop_loss: { enabled: false } },
      services: { indicator_calculation: { track_regime_changes: false } },
      orchestrator: { status_log_interval: 1_000_000_000 },
      logging: { console: false },
      indicators: { inline: { BTCUSD: { '1': { sma_fast: { period: FAST }, sma_slow: { period: SLOW } } } } },
    },
    candles: { BTCUSD: candles },
    strategies: {
      BTCUSD: [
        {
          name: 'cross',
          timeframes: ['1'],
          entry: crossing('crosses_above'),
          exit: crossing('crosses_below'),
          risk: { position_sizing: { type: 'fixed', value: 1 } },
        } as never,
      ],
    },
  });
  return { trades: result.trades.length, balance: result.figures.balance ?? NaN, cpuMs: cpuMs() - before };
}
