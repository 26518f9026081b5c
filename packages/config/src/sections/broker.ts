import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck, exceeds, isMap } from './cross-check.js';
import { lineOfText, symbolName } from './fields.js';
import { isTimeZone } from './time-zone.js';

const pips = z.number().min(0);
const money = z.number().min(0);
const percent = z.number().min(0).max(100);
const swap = z.number().min(-1_000_000).max(1_000_000);
const swapUnit = z.enum(['points', 'money', 'percent']);
/** Lots are kept with eight decimals. */
const LEAST_DEPTH = 1e-8;

const lots = z.number().min(0).max(1_000_000);
const ticks = z.int().min(0).max(100_000);
const levels = z.int().min(1).max(1_000);
const rounding = z.enum(['half_away', 'half_even']);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the day, such as 17:00');
const zone = z.string().refine((text) => /^[A-Za-z]/.test(text) && isTimeZone(text), {
  error: 'UTC or a zone such as America/New_York',
  params: { kind: 'form' },
});

const spreadWindow = z.strictObject({
  from: timeOfDay.describe('Local time at which it begins, HH:MM.'),
  to: timeOfDay.describe('Local time before which it ends, HH:MM; on the next day where it is the earlier one.'),
  time_zone: zone.default('UTC').describe('Zone of these times: UTC or an IANA name.'),
  pips: pips.describe('Spread in that time, in pips.'),
});
/** By names of the trader's own, which begin with a letter: maps keep the order of such names. */
const spreadWindows = z.record(
  z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'a name of letters, digits, _ and -'),
  spreadWindow,
);

/** What trading costs, for all symbols; each key can be set for single symbols too. */
const costs = {
  spread_pips: pips.default(1).describe('Distance between bid and ask, in pips; not used where the feed has quotes.'),
  spread_by_session: spreadWindows
    .default({})
    .describe('Spreads that hold in parts of the day in place of spread_pips: name to window; the first that fits.'),
  depth_at_touch: lots
    .default(0)
    .describe('Lots that market and stop orders get at the best price, each order by itself; 0 for all.'),
  depth_by_ticks: z
    .boolean()
    .default(false)
    .describe('Whether that depth is the volume of the newest tick, in lots, where the feed has ticks that tell one.'),
  slippage_beyond_ticks: ticks
    .default(1)
    .describe('Ticks by which what is beyond that depth fills worse; read with depth_at_touch or depth_by_ticks.'),
  depth_levels: levels
    .default(1)
    .describe(
      'Prices that give so many lots, each those ticks worse than the one before; the next one gives the rest.',
    ),
  slippage_pips: pips.default(0.1).describe('Distance by which a market or stop order fills worse, in pips.'),
  commission_per_lot: money.default(3.5).describe('Commission for a lot and side, in account currency.'),
  commission_maker_percent: percent
    .default(0)
    .describe('Commission of fills at a waiting limit price, in percent of their value.'),
  commission_taker_percent: percent.default(0).describe('Commission of all other fills, in percent of their value.'),
  commission_per_order: money.default(0).describe('Commission for an order that is filled, in account currency.'),
  commission_minimum: money.default(0).describe('Least commission of an order that is filled, in account currency.'),
  commission_rounding: rounding
    .default('half_away')
    .describe('Where half a cent of commission goes: away from zero, or to the even cent.'),
  swap_long: swap.default(0).describe('Interest for a lot long over a night, negative where it is paid.'),
  swap_short: swap.default(0).describe('Interest for a lot short over a night, negative where it is paid.'),
  swap_unit: swapUnit
    .default('points')
    .describe('Unit of the swaps: points of the last digit, account currency, or percent of the value for a year.'),
};

const ownCosts = z.strictObject({
  spread_pips: pips.optional().describe('Spread of this symbol, in pips.'),
  spread_by_session: spreadWindows.optional().describe('Spreads of this symbol in parts of the day.'),
  depth_at_touch: lots.optional().describe('Lots of this symbol at the best price.'),
  depth_by_ticks: z.boolean().optional().describe('Whether the depth of this symbol is the volume of its newest tick.'),
  slippage_beyond_ticks: ticks.optional().describe('Ticks by which this symbol fills worse beyond that depth.'),
  depth_levels: levels.optional().describe('Prices of this symbol that give so many lots.'),
  slippage_pips: pips.optional().describe('Slippage of this symbol, in pips.'),
  commission_per_lot: money.optional().describe('Commission of this symbol for a lot and side.'),
  commission_maker_percent: percent.optional().describe('Commission of this symbol at a waiting limit price.'),
  commission_taker_percent: percent.optional().describe('Commission of all other fills of this symbol.'),
  commission_per_order: money.optional().describe('Commission for an order of this symbol.'),
  commission_minimum: money.optional().describe('Least commission of an order of this symbol.'),
  commission_rounding: rounding.optional().describe('Rounding of the commission of this symbol.'),
  swap_long: swap.optional().describe('Interest for a lot of this symbol long over a night.'),
  swap_short: swap.optional().describe('Interest for a lot of this symbol short over a night.'),
  swap_unit: swapUnit.optional().describe('Unit of the swaps of this symbol.'),
  swap_file: lineOfText
    .optional()
    .describe(
      'Swaps of this symbol by date, in place of the others and of the rollover: a table time,long,short, relative to the configuration file.',
    ),
});

const night = z.int().min(0).max(31).optional();

const rolloverSchema = z.strictObject({
  time: timeOfDay.default('17:00').describe('Local time at which swaps are due and DAY orders end, HH:MM.'),
  time_zone: zone.default('America/New_York').describe('Zone of that time: UTC or an IANA name.'),
  triple_day: z
    .enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'none'])
    .default('wednesday')
    .describe('Day whose night counts three times, for the weekend.'),
  nights: z
    .strictObject({
      sunday: night.describe('Nights that the rollover of Sunday counts for.'),
      monday: night.describe('Nights that the rollover of Monday counts for.'),
      tuesday: night.describe('Nights that the rollover of Tuesday counts for.'),
      wednesday: night.describe('Nights that the rollover of Wednesday counts for.'),
      thursday: night.describe('Nights that the rollover of Thursday counts for.'),
      friday: night.describe('Nights that the rollover of Friday counts for.'),
      saturday: night.describe('Nights that the rollover of Saturday counts for.'),
    })
    .prefault({})
    .describe(
      'Nights that the rollover of a day counts for, of every market; those that are left out follow triple_day.',
    ),
});

/** The simulated broker and its costs. */
const brokerFields = z.strictObject({
  kind: z.enum(['simulated']).default('simulated').describe('Which broker gets the orders.'),
  ...costs,
  slippage_model: z
    .enum(['fixed', 'random', 'volume_share'])
    .default('fixed')
    .describe('How much of the slippage a fill has: all of it, an even share by chance, or its share of the volume.'),
  volume_limit: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Share of the volume of a candle, in lots, that entries and exits get; 0 for no limit.'),
  market_fill: z
    .enum(['next_price', 'newest_price'])
    .default('next_price')
    .describe(
      'Price of a market order: the next that comes (open of the next candle, next tick), or the newest when it arrives.',
    ),
  bar_path: z
    .enum(['pessimistic', 'open_high_low_close', 'open_low_high_close', 'nearest_extreme_first'])
    .default('pessimistic')
    .describe(
      'Way of the price inside a candle: from price to price in this order; or unknown, so that where a candle reaches both stop and target the stop is taken.',
    ),
  latency_bars: z.int().min(0).max(1_000).default(0).describe('Candles that pass before an order counts.'),
  latency_ms: z
    .number()
    .min(0)
    .max(86_400_000)
    .default(0)
    .describe('Milliseconds after its decision before an order counts.'),
  reject_percent: percent.default(0).describe('Orders that are rejected by chance, in percent: for tests.'),
  rollover: rolloverSchema.prefault({}).describe('When positions are carried over to the next day.'),
  per_symbol: z
    .record(symbolName, ownCosts)
    .default({})
    .describe('Costs of single symbols: symbol to the costs that differ.'),
  answer_timeout: z.number().gt(0).default(10).describe('Seconds to wait for an answer until an order is unknown.'),
});

/** Where the broker is found. */
export const brokerSchema = crossCheck(brokerFields, (field, report) => {
  const ofSymbols = field('per_symbol');
  const places = isMap(ofSymbols) ? Object.keys(ofSymbols).map((symbol) => ['per_symbol', symbol]) : [];
  for (const place of [[], ...places]) {
    const path = [...place, 'depth_at_touch'];
    const depth = field(...path);
    if (typeof depth === 'number' && depth > 0 && depth < LEAST_DEPTH)
      report({ path, message: `depth_at_touch (${depth}) must be 0 or at least 0.00000001: lots have eight decimals` });
  }
  if (field('market_fill') !== 'newest_price' || !exceeds(field('volume_limit'), 0)) return;
  const message =
    'volume_limit counts the volume of the next candle, and market_fill newest_price does not wait for it';
  report({ path: ['market_fill'], message: `${message}: leave one of them out` });
});

export type BrokerConfig = Frozen<z.output<typeof brokerSchema>>;
