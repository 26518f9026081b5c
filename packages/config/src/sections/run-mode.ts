import * as z from 'zod';

export const modeSchema = z
  .enum(['backtest', 'paper', 'live'])
  .default('backtest')
  .describe('What a run is: history at full speed, simulated orders in real time, or real orders.');

export const seedSchema = z
  .int()
  .min(0)
  .default(7)
  .describe('Start of every random sequence: the same seed gives the same run.');

export type RunMode = z.output<typeof modeSchema>;
