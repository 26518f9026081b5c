import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CandleColumns } from '@q/brokers';
import { readCandleCsv, readQuoteCsv, readTickCsv, TICK_TIMEFRAMES } from '@q/brokers';
import type { ReplayFileConfig } from '@q/config';
import type { Timeframe } from '@q/events';

export interface ReplayFile {
  readonly timeframe: Timeframe;
  readonly columns: CandleColumns;
  /** Of the files as they are, and what was chosen of them. */
  readonly hash: string;
}

/** Reads what the configuration names for a symbol. @throws CandleDataError */
export function readReplayFile(file: ReplayFileConfig): ReplayFile {
  const { timeframe, columns } = seriesOf(file);
  const hashes = pathsOf(file).map((one) => `sha256:${createHash('sha256').update(readFileSync(one)).digest('hex')}`);
  const chosen = [file.bars, file.ticks === undefined ? undefined : timeframe].filter((one) => one !== undefined);
  return { timeframe, columns, hash: [...hashes, ...chosen].join(' ') };
}

/** All files of a symbol. */
export function pathsOf({ path, bid, ask, last, ticks }: ReplayFileConfig): readonly string[] {
  return [path, bid, ask, last, ticks].filter((one) => one !== undefined);
}

function seriesOf(file: ReplayFileConfig): Omit<ReplayFile, 'hash'> {
  const {
    path = '',
    bid,
    ask,
    last,
    bars,
    ticks,
    timeframe,
    time_zone: timeZone,
    date_order: dateOrder,
    columns,
  } = file;
  const form = { timeZone, dateOrder, columns };
  if (ticks !== undefined) {
    const made = TICK_TIMEFRAMES.find((one) => one === timeframe);
    return readTickCsv(ticks, { name: ticks, ...form, timeframe: made, bars });
  }
  if (bid !== undefined && ask !== undefined) return readQuoteCsv({ bid, ask, last, bars }, { ...form, timeframe });
  return readCandleCsv(path, { name: path, ...form, timeframe });
}
