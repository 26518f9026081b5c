import { TIMEFRAMES } from '@q/events';
import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { parseUtc } from '../utc-time.js';
import type { CrossFinding, Field } from './cross-check.js';
import { crossCheck, exceeds } from './cross-check.js';
import { lineOfText, symbolName } from './fields.js';
import { isTimeZone } from './time-zone.js';

const utc = z.string().refine((text) => parseUtc(text) !== undefined, {
  error: 'a date or time in UTC, such as 2025-01-06 or 2025-01-06T22:00:00Z',
  params: { kind: 'form' },
});

const syntheticFeedSchema = z.strictObject({
  kind: z.literal('synthetic').optional().default('synthetic').describe('Where candles come from.'),
  start: utc.default('2025-01-06').describe('First moment of the invented market, date or time in UTC.'),
  days: z.int().min(1).max(3650).default(28).describe('Length of the invented market in days, 1 to 3650.'),
});

const column = z.union([lineOfText, z.int().min(1)]);

const replayFileFields = z.strictObject({
  path: lineOfText.optional().describe('CSV file of candles, relative to the working directory.'),
  bid: lineOfText.optional().describe('CSV file of bid prices, in place of path; it needs ask beside it.'),
  ask: lineOfText.optional().describe('CSV file of ask prices, whose rows are matched with those of bid by time.'),
  last: lineOfText.optional().describe('CSV file of traded prices, beside bid and ask where bars is last.'),
  ticks: lineOfText
    .optional()
    .describe(
      'CSV file of ticks, in place of path: bid and ask, or trades. Candles are made of them, orders filled by them.',
    ),
  bars: z
    .enum(['bid', 'ask', 'mid', 'last'])
    .optional()
    .describe('Prices that candles are made of where bid and ask, or ticks, are given: mid where it is left out.'),
  timeframe: z
    .enum(TIMEFRAMES)
    .optional()
    .describe('Period of its candles, where it cannot be seen from their times; of those that ticks make, 1 to 60: 1.'),
  time_zone: z
    .string()
    .refine(isTimeZone, {
      error: 'UTC, a zone such as Europe/Athens, or an offset such as +02:00',
      params: { kind: 'form' },
    })
    .default('UTC')
    .describe('Zone of its times: UTC, an IANA name or +HH:MM.'),
  date_order: z
    .enum(['dmy', 'mdy'])
    .optional()
    .describe('Whether 02/01 is in January (dmy) or February (mdy), where it cannot be told.'),
  columns: z
    .strictObject({
      time: column.optional().describe('Column of the time or date: its name, or its number from 1.'),
      time_of_day: column.optional().describe('Column of the time of day, where the date stands alone.'),
      open: column.optional().describe('Column of the open price.'),
      high: column.optional().describe('Column of the highest price.'),
      low: column.optional().describe('Column of the lowest price.'),
      close: column.optional().describe('Column of the close price.'),
      bid: column.optional().describe('Column of the bid, in a file of ticks.'),
      ask: column.optional().describe('Column of the ask, in a file of ticks.'),
      last: column.optional().describe('Column of the price of a trade, in a file of ticks.'),
      volume: column.optional().describe('Column of the volume.'),
    })
    .prefault({})
    .describe('Columns, where they cannot be told from the file.'),
});

const TICK_TIMEFRAMES: readonly unknown[] = ['1', '5', '15', '30', '60'];

const replayFileSchema = crossCheck(replayFileFields, (field, report) => {
  const [path, bid, ask, ticks] = [field('path'), field('bid'), field('ask'), field('ticks')];
  const missing = (key: string, message: string): void => report({ path: [key], message, kind: 'missing' });
  checkColumns(field, report);
  if (ticks !== undefined) return checkTicks(field, report);
  if (path === undefined && bid === undefined && ask === undefined)
    missing('path', 'path, or bid and ask, or ticks, must be given');
  else if (path !== undefined && (bid ?? ask) !== undefined)
    report({ path: ['path'], message: 'path stands for a file of its own: give either path, or bid and ask' });
  else if (path === undefined && bid === undefined) missing('bid', 'bid must be given beside ask');
  else if (path === undefined && ask === undefined) missing('ask', 'ask must be given beside bid');
  if (field('bars') === 'last' && field('last') === undefined) missing('last', 'last must be given where bars is last');
  if (field('last') !== undefined && field('bars') !== 'last')
    report({ path: ['last'], message: 'last is read where bars is last only: add bars: last beside bid and ask' });
  if (path !== undefined && field('bars') !== undefined)
    report({ path: ['bars'], message: 'bars chooses between bid and ask: a file given as path has one price only' });
});

/** A column that the file cannot have would be read by nobody. */
function checkColumns(field: Field, report: (finding: CrossFinding) => void): void {
  const isOfTicks = field('ticks') !== undefined;
  const foreign = isOfTicks ? ['open', 'high', 'low', 'close'] : ['bid', 'ask', 'last'];
  for (const key of foreign.filter((one) => field('columns', one) !== undefined)) {
    const message = isOfTicks
      ? `a file of ticks has no column ${key}: it has bid and ask, or last`
      : `only a file of ticks has a column ${key}: give ticks, or leave it out`;
    report({ path: ['columns', key], message });
  }
}

function checkTicks(field: Field, report: (finding: CrossFinding) => void): void {
  for (const key of ['path', 'bid', 'ask', 'last'])
    if (field(key) !== undefined)
      report({ path: [key], message: `ticks has all prices of a symbol: give either ticks or ${key}` });
  const timeframe = field('timeframe');
  if (timeframe !== undefined && !TICK_TIMEFRAMES.includes(timeframe))
    report({ path: ['timeframe'], message: 'candles of ticks last an hour at most: 1, 5, 15, 30 or 60' });
}

const replayFeedSchema = crossCheck(
  z.strictObject({
    kind: z.literal('replay'),
    files: z
      .record(symbolName, z.union([lineOfText.transform((path) => replayFileSchema.parse({ path })), replayFileSchema]))
      .describe('Recorded candles: symbol to CSV file.'),
    from: utc.optional().describe('First moment that is replayed, date or time in UTC.'),
    to: utc.optional().describe('Moment at which the replay ends, date or time in UTC.'),
    speed: z
      .number()
      .min(0)
      .default(1)
      .describe('Seconds of data in a real second, in mode paper: 1 is real time, 0 as fast as the machine goes.'),
  }),
  (field, report) => {
    const [from, to] = [field('from'), field('to')];
    if (typeof from !== 'string' || typeof to !== 'string' || !exceeds(parseUtc(from), parseUtc(to))) return;
    report({ path: ['to'], message: `to (${to}) must be later than from (${from})` });
  },
);

/** Where candles come from. */
export const feedSchema = z.discriminatedUnion('kind', [syntheticFeedSchema, replayFeedSchema]);

export type SyntheticFeedConfig = Frozen<z.output<typeof syntheticFeedSchema>>;
export type ReplayFeedConfig = Frozen<z.output<typeof replayFeedSchema>>;
export type ReplayFileConfig = Frozen<z.output<typeof replayFileSchema>>;
export type FeedConfig = Frozen<z.output<typeof feedSchema>>;
