import { CandleDataError } from './candle-data-error.js';
import type { ColumnIndexes } from './csv-layout.js';
import type { DateOrder } from './parse-time.js';
import { TimeParser } from './parse-time.js';
import type { RowCells } from './row-cells.js';
import type { TimeZone } from './time-zone.js';
import { timeZone } from './time-zone.js';

const DAY_MS = 86_400_000;

export interface TimeReaderOptions {
  readonly columns: Pick<ColumnIndexes, 'time' | 'timeOfDay'>;
  readonly order: DateOrder;
  /** Where the clocks hang whose times name no zone. */
  readonly zone: string;
  readonly file: string;
}

/** Reads the open time, ms UTC, of the row that `cells` has split; `NaN` where it is none. */
export type TimeReader = (bytes: Uint8Array, cells: RowCells) => number;

export function timeReader({ columns, order, zone, file }: TimeReaderOptions): TimeReader {
  const { time, timeOfDay } = columns;
  const parser = new TimeParser(order);
  const place = knownZone(zone, file);
  let previous = -Infinity;
  return (bytes, cells) => {
    let read = parser.parse(bytes, cells.start(time), cells.end(time));
    // A date that has a time of day already would be counted with it twice.
    if (timeOfDay !== undefined && read % DAY_MS !== 0) read = NaN;
    if (timeOfDay !== undefined) read += parser.parseTimeOfDay(bytes, cells.start(timeOfDay), cells.end(timeOfDay));
    const utc = parser.zoned || Number.isNaN(read) ? read : place.toUtc(read, previous);
    previous = utc;
    return utc;
  };
}

function knownZone(name: string, file: string): TimeZone {
  const zone = timeZone(name);
  if (zone !== undefined) return zone;
  const allowed = 'an IANA name such as `Europe/Athens`, or an offset such as `+02:00`';
  throw new CandleDataError(`there is no time zone '${name}'; state \`time_zone:\` as ${allowed}`, { file });
}
