import { CandleDataError } from './candle-data-error.js';
import type { CsvSource } from './csv-source.js';
import { decimalCommaIn, sampleOf } from './csv-layout.js';
import { demandKnownTimes } from './demand-known-times.js';
import { demandNames, isTimeName, plainName } from './header-columns.js';
import type { Columns } from './stated-columns.js';
import { statedIndex } from './stated-columns.js';

/** Where in a row the values of a tick stand, counted from 0. */
export interface TickIndexes {
  readonly time: number;
  /** A time of day in a column of its own, beside the date. */
  readonly timeOfDay?: number | undefined;
  readonly bid?: number | undefined;
  readonly ask?: number | undefined;
  readonly last?: number | undefined;
  readonly volume?: number | undefined;
}

export interface TickLayout {
  /** The byte between two cells. */
  readonly separator: number;
  readonly decimalComma: boolean;
  readonly headerLines: 0 | 1;
  readonly columns: TickIndexes;
  /** The most cells that a row may fill. */
  readonly width: number;
}

/** Columns as a user states them: by name in the header, or by position counted from 1. */
export type StatedTickColumns = {
  readonly [Role in 'time' | 'time_of_day' | 'bid' | 'ask' | 'last' | 'volume']?: string | number | undefined;
};

const HOW_TO_STATE = '`columns: { time: 1, bid: 2, ask: 3 }` (positions from 1, or header names)';

const NAMES = {
  bid: 'bid bid_price bidprice b'.split(' '),
  ask: 'ask ask_price askprice offer a'.split(' '),
  last: 'last last_price trade_price price'.split(' '),
  volume: 'volume vol size qty quantity amount'.split(' '),
};

/** Finds out how a file of ticks is laid out: by its header, or as it is stated. */
export function tickLayout(source: CsvSource, stated: StatedTickColumns, file: string): TickLayout {
  const { separator, names, rows } = sampleOf(source, file);
  if (names.length > 0) demandNames({ names, rows, file });
  const firstWidth = rows[0]?.length ?? 0;
  const columns = indexesOf({ names, width: firstWidth, stated, file });
  const { time, timeOfDay, bid, ask, last } = columns;
  if (timeOfDay === undefined) demandKnownTimes({ names, rows, time, file });
  const prices = [bid, ask, last].filter((index) => index !== undefined);
  const cells = rows.flatMap((row) => prices.map((index) => row[index] ?? ''));
  return {
    separator,
    decimalComma: decimalCommaIn(cells, separator, file),
    headerLines: names.length > 0 ? 1 : 0,
    columns,
    width: Math.max(names.length, firstWidth),
  };
}

interface Sought extends Columns {
  readonly stated: StatedTickColumns;
}

function indexesOf({ stated, ...among }: Sought): TickIndexes {
  const { names, file } = among;
  const plain = names.map(plainName);
  const columnOf = (role: keyof StatedTickColumns, found: number): number | undefined =>
    statedIndex(role, stated[role], among) ?? (found < 0 ? undefined : found);
  const named = (role: keyof typeof NAMES): number => plain.findIndex((name) => NAMES[role].includes(name));
  const isSplit = stated.time === undefined && plain.includes('date') && plain.includes('time');
  const time = columnOf('time', isSplit ? plain.indexOf('date') : plain.findIndex((name) => isTimeName(name)));
  const timeOfDay = columnOf('time_of_day', isSplit ? plain.indexOf('time') : -1);
  const bid = columnOf('bid', named('bid'));
  const ask = columnOf('ask', named('ask'));
  const last = columnOf('last', named('last'));
  const isOneSided = (bid === undefined) !== (ask === undefined);
  const hasPrices = !isOneSided && (bid ?? last) !== undefined;
  if (time !== undefined && hasPrices)
    return { time, timeOfDay, bid, ask, last, volume: columnOf('volume', named('volume')) };
  const quoted = names.map((name) => `'${name}'`).join(', ');
  const place = names.length > 0 ? `among ${quoted}` : 'in a file without a header';
  const missing = time === undefined ? 'time' : 'bid and ask, or last,';
  throw new CandleDataError(`no column for ${missing} ${place}; state ${HOW_TO_STATE}`, { file, line: 1 });
}
