import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

const reaction = (of: string) =>
  z
    .enum(['block_entries', 'close_positions', 'halt'])
    .default('block_entries')
    .describe(`What ${of} does: block entries, also close positions, or close positions and end the run.`);

export const accountStopLossSchema = z.strictObject({
  enabled: flag(true, 'Whether the whole account is guarded.'),
  daily_loss_limit: z
    .number()
    .min(0)
    .default(1000)
    .describe('Loss of equity in a day that is still allowed, in account currency; 0 is no limit.'),
  max_drawdown_pct: z
    .number()
    .min(0)
    .max(100)
    .default(10)
    .describe('Loss from the highest equity that is still allowed, in percent; 0 is no limit.'),
  close_positions_on_breach: flag(true, 'Whether a breach closes every position.'),
  stop_trading_on_breach: flag(true, 'Whether a breach stops new entries.'),
  halt_on_breach: flag(false, 'Whether a breach ends the run, after closing where that is switched on.'),
  cooldown_period_minutes: z
    .number()
    .min(0)
    .default(60)
    .describe('Minutes without entries after a daily breach, also over the start of a new day.'),
  daily_reset_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, 'a time of day HH:MM:SS, such as 00:00:00')
    .default('00:00:00')
    .describe('Time of day at which a new trading day begins, HH:MM:SS in timezone_offset.'),
  timezone_offset: z
    .string()
    .regex(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'an offset from UTC +HH:MM, such as +00:00')
    .default('+00:00')
    .describe('Offset of that time from UTC, +HH:MM.'),
});

/** Limits that the gate and the account guard hold. */
export const riskSchema = z.strictObject({
  daily_loss_limit: z
    .number()
    .min(0)
    .default(1000)
    .describe('Loss in a day of UTC after which entries are denied, in account currency; 0 is no limit.'),
  daily_loss_reaction: reaction('a breach of daily_loss_limit'),
  max_drawdown_pct: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .describe('Fall from the highest equity after which entries are denied, in percent; 0 is no limit.'),
  max_drawdown_reaction: reaction('a breach of max_drawdown_pct'),
  max_positions: z.int().min(1).default(10).describe('Positions that may be open at once.'),
  max_positions_per_symbol: z
    .int()
    .min(0)
    .default(0)
    .describe('Positions of one symbol that may be open at once; 0 is no limit.'),
  max_positions_per_direction: z
    .int()
    .min(1)
    .default(1)
    .describe('Positions of one direction that a strategy may have in a symbol, entries that wait included.'),
  max_position_size: z.number().min(0.01).default(1).describe('Largest size of a position, in lots.'),
  max_notional: z.number().min(0).default(0).describe('Largest value of an entry, in account currency; 0 is no limit.'),
  cooldown_minutes: z
    .number()
    .min(0)
    .default(0)
    .describe('Minutes without entries of a symbol after a position of it was closed.'),
  max_spread_pips: z
    .number()
    .min(0)
    .default(0)
    .describe('Distance of bid and ask beyond which entries are denied, in pips; 0 is no limit.'),
  max_orders_per_minute: z
    .int()
    .min(0)
    .default(0)
    .describe('Entry orders that may be sent within a minute; 0 is no limit.'),
  state_file: lineOfText
    .default('config/risk_state.json')
    .describe('File that remembers day start, peak and breaches in paper mode, relative to the working directory.'),
  account_stop_loss: accountStopLossSchema.prefault({}).describe('Guards the equity of the whole account.'),
});

export type AccountStopLossConfig = Frozen<z.output<typeof accountStopLossSchema>>;
export type RiskConfig = Frozen<z.output<typeof riskSchema>>;
