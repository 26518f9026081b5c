import type { BacktestRequest } from '@q/backtest';
import { defineConfig } from '@q/config';
import type { Market } from './market.js';
import type { HistoryKind } from './ours-job.js';
import { BALANCE, COMMISSION_PERCENT, FAST, SLOW } from './plain-job.js';

export interface PlainRequestOptions {
  readonly markets: readonly Market[];
  /** So many of the same on each symbol, each with a position of its own. */
  readonly strategies?: number;
  readonly history?: HistoryKind;
}

/**
 * The plain job for the whole system: every event on the bus, its record of 1,000, metrics and correlation on. Nothing asks for the regime, so it
 * is not told.
 */
export function plainRequest({ markets, strategies = 1, history = 'default' }: PlainRequestOptions): BacktestRequest {
  const symbols = markets.map(({ symbol }) => symbol);
  const averages = { '1': { sma_fast: { period: FAST }, sma_slow: { period: SLOW } } };
  const config = defineConfig({
    trading: { symbols, timeframes: ['1'] },
    instruments: Object.fromEntries(markets.map(({ symbol, instrument }) => [symbol, instrument])),
    account: { balance: BALANCE, currency: markets[0]?.currency ?? 'USD' },
    broker: { spread_pips: 0, slippage_pips: 0, commission_per_lot: 0, commission_taker_percent: COMMISSION_PERCENT },
    risk: {
      daily_loss_limit: 0,
      account_stop_loss: { enabled: false },
      max_positions: symbols.length * strategies,
    },
    services: { indicator_calculation: { track_regime_changes: false } },
    orchestrator: { status_log_interval: 1_000_000_000 },
    logging: { console: false },
    outputs: { history },
    indicators: { inline: Object.fromEntries(symbols.map((symbol) => [symbol, averages])) },
  });
  const names = Array.from({ length: strategies }, (_, index) => `cross-${index + 1}`);
  return {
    config,
    candles: Object.fromEntries(markets.map(({ symbol, columns }) => [symbol, columns])),
    strategies: Object.fromEntries(symbols.map((symbol) => [symbol, names.map(crossStrategy)])),
  };
}

type StrategyInput = NonNullable<BacktestRequest['strategies']>[string][number];

function crossStrategy(name: string): StrategyInput {
  const crossing = (operator: 'crosses_above' | 'crosses_below') => ({
    long: { conditions: [{ signal: 'sma_fast', operator, value: 'sma_slow', timeframe: '1' as const }] },
  });
  return {
    name,
    timeframes: ['1'],
    entry: crossing('crosses_above'),
    exit: crossing('crosses_below'),
    risk: { position_sizing: { type: 'fixed', value: 1 } },
  };
}
