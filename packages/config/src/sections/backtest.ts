import * as z from 'zod';
import type { Frozen } from '../frozen.js';

/** What a backtest asks of its data. */
export const backtestSchema = z.strictObject({
  min_coverage_percent: z
    .number()
    .min(0)
    .max(100)
    .default(90)
    .describe('Percent of the expected candles that must be there, or the backtest is refused; 0 takes any.'),
});

export type BacktestConfig = Frozen<z.output<typeof backtestSchema>>;
