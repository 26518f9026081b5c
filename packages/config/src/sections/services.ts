import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck, exceeds } from './cross-check.js';
import { flag } from './fields.js';

export const dataFetchingSchema = crossCheck(
  z.strictObject({
    enabled: flag(true, 'Whether candles are fetched and published.'),
    fetch_interval: z.number().min(1).max(60).default(5).describe('Seconds between two polls of the feed, 1 to 60.'),
    retry_attempts: z.int().min(0).max(10).default(3).describe('Further tries after a failed request, 0 to 10.'),
    candle_index: z
      .int()
      .min(1)
      .default(1)
      .describe('Which closed candle is the current one: 1 is the newest, k waits for k - 1 more.'),
    nbr_bars: z.int().min(1).default(3).describe('Candles that the first request reaches back; at least candle_index.'),
  }),
  (field, report) => {
    const [index, bars] = [field('candle_index'), field('nbr_bars')];
    if (!exceeds(index, bars)) return;
    const message = `nbr_bars (${String(bars)}) must be at least candle_index (${String(index)})`;
    const or = { path: ['candle_index'], suggestion: String(bars) };
    report({ path: ['nbr_bars'], message, suggestion: String(index), or });
  },
);

export const indicatorCalculationSchema = z.strictObject({
  enabled: flag(true, 'Whether indicators are calculated.'),
  recent_rows_limit: z.int().min(1).default(6).describe('Newest indicator rows kept for each symbol and timeframe.'),
  track_regime_changes: flag(
    true,
    'Whether a change of market regime is published. Without it the regime is calculated only where a strategy looks at it.',
  ),
});

export const strategyEvaluationSchema = z.strictObject({
  enabled: flag(true, 'Whether strategies are evaluated.'),
  evaluation_mode: z
    .enum(['on_new_candle', 'continuous'])
    .default('on_new_candle')
    .describe('When strategies are evaluated: on each new candle, or on every poll.'),
  keep_evaluations: z
    .int()
    .min(0)
    .default(0)
    .describe('Newest evaluations of each strategy that are kept with every condition and its values; 0 keeps none.'),
  min_rows_required: z.int().min(1).default(3).describe('Indicator rows a timeframe must have before it is evaluated.'),
});

export const tradeExecutionSchema = z.strictObject({
  enabled: flag(true, 'Whether approved orders are sent.'),
  execution_mode: z
    .enum(['immediate', 'batch'])
    .default('immediate')
    .describe('Whether approved entries are sent at once or collected; exits always go at once.'),
  batch_size: z.int().min(1).default(1).describe('Approved entries that are sent together in batch mode.'),
});

/** The steps of the line. */
export const servicesSchema = crossCheck(
  z.strictObject({
    data_fetching: dataFetchingSchema.prefault({}).describe('Fetches candles.'),
    indicator_calculation: indicatorCalculationSchema.prefault({}).describe('Calculates indicators.'),
    strategy_evaluation: strategyEvaluationSchema.prefault({}).describe('Evaluates strategies.'),
    trade_execution: tradeExecutionSchema.prefault({}).describe('Sends orders.'),
  }),
  (field, report) => {
    const required = field('strategy_evaluation', 'min_rows_required');
    const kept = field('indicator_calculation', 'recent_rows_limit');
    if (!exceeds(required, kept)) return;
    const message = `min_rows_required (${String(required)}) is more than the rows kept: indicator_calculation.recent_rows_limit is ${String(kept)}`;
    const or = { path: ['indicator_calculation', 'recent_rows_limit'], suggestion: String(required) };
    report({ path: ['strategy_evaluation', 'min_rows_required'], message, suggestion: String(kept), or });
  },
);

export type DataFetchingConfig = Frozen<z.output<typeof dataFetchingSchema>>;
export type IndicatorCalculationConfig = Frozen<z.output<typeof indicatorCalculationSchema>>;
export type StrategyEvaluationConfig = Frozen<z.output<typeof strategyEvaluationSchema>>;
export type TradeExecutionConfig = Frozen<z.output<typeof tradeExecutionSchema>>;
export type ServicesConfig = Frozen<z.output<typeof servicesSchema>>;
