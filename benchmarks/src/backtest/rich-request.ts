import type { BacktestRequest } from '@q/backtest';
import { defineConfig } from '@q/config';
import type { StrategyForm } from '@q/trading';
import type { Market } from './market.js';
import type { HistoryKind } from './ours-job.js';

/** Ten indicators on three timeframes. */
const INDICATORS = {
  '1': { ema_fast: { period: 9 }, ema_slow: { period: 21 }, rsi: { period: 14 }, atr: { window: 14 } },
  '15': { macd: {}, bb: {}, adx: {} },
  '60': { sma: { period: 50 }, supertrend: {}, obv: {} },
};

/** Risk, costs, position monitor and regime as they are by default; stops a fixed distance away, sizes so small that no limit ends the trading. */
export function richRequest(market: Market, history: HistoryKind = 'default'): BacktestRequest {
  const { symbol, instrument, currency, columns } = market;
  const config = defineConfig({
    trading: { symbols: [symbol], timeframes: ['1', '15', '60'] },
    instruments: { [symbol]: instrument },
    account: { currency, balance: 1_000_000 },
    orchestrator: { status_log_interval: 1_000_000_000 },
    logging: { console: false },
    outputs: { history },
    indicators: { inline: { [symbol]: INDICATORS } },
  });
  return { config, candles: { [symbol]: columns }, strategies: { [symbol]: [FOLLOWER, RETURNER] } };
}

const RISK: StrategyForm['risk'] = {
  position_sizing: { type: 'fixed', value: 0.01 },
  sl: { type: 'fixed', value: 60 },
  tp: { type: 'fixed', value: 120 },
};

const FOLLOWER: StrategyForm = {
  name: 'follower',
  timeframes: ['1', '15', '60'],
  entry: {
    long: {
      mode: 'complex',
      tree: {
        operator: 'and',
        conditions: [
          { signal: 'ema_fast', operator: 'crosses_above', value: 'ema_slow', timeframe: '1' },
          {
            operator: 'or',
            conditions: [
              { signal: 'macd', operator: '>', value: 'macd_signal', timeframe: '15' },
              { signal: 'close', operator: '>', value: 'sma', timeframe: '60' },
            ],
          },
          {
            operator: 'not',
            conditions: [{ signal: 'regime', operator: '==', value: 'bear_expansion', timeframe: '60' }],
          },
        ],
      },
    },
  },
  exit: {
    long: {
      mode: 'complex',
      tree: {
        operator: 'or',
        conditions: [
          { signal: 'ema_fast', operator: 'crosses_below', value: 'ema_slow', timeframe: '1' },
          { signal: 'rsi', operator: '>', value: 90, timeframe: '1' },
        ],
      },
    },
  },
  risk: RISK,
};

const RETURNER: StrategyForm = {
  name: 'returner',
  timeframes: ['1', '15'],
  entry: {
    short: {
      mode: 'complex',
      tree: {
        operator: 'and',
        conditions: [
          { signal: 'rsi', operator: 'crosses_below', value: 60, timeframe: '1' },
          {
            operator: 'or',
            conditions: [
              { signal: 'bb_percent_b', operator: '>', value: 0.7, timeframe: '15' },
              { signal: 'adx', operator: '<', value: 25, timeframe: '15' },
            ],
          },
        ],
      },
    },
  },
  exit: { short: { conditions: [{ signal: 'rsi', operator: 'crosses_above', value: 40, timeframe: '1' }] } },
  risk: RISK,
};
