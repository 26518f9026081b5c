import { createHash } from 'node:crypto';
import type { CandleColumns } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import { sha256 } from '@q/trading';
import type { RecordedSeries } from './recorded-market.js';
import { configHash } from './run-files.js';

/** What went into a backtest: the same manifest means the same result. Hashes are `sha256:` and hex. */
export interface RunManifest {
  readonly schema_version: 1;
  readonly mode: string;
  readonly seed: number;
  /** Of everything in the configuration that decides. */
  readonly config: string;
  /** Of the definitions of all strategies. */
  readonly strategies: string;
  /** First open and last close of the data, ISO 8601 UTC. */
  readonly from: string;
  readonly to: string;
  readonly allow_gaps: boolean;
  /** By symbol. */
  readonly data: Readonly<Record<string, ManifestData>>;
  readonly code: {
    readonly node: string;
    /** Versions by name. */
    readonly packages: Readonly<Record<string, string>>;
    /** Of the files with code that the configuration names and those that they import, by path from the project. */
    readonly modules: Readonly<Record<string, string>>;
  };
}

export interface ManifestData {
  /** What the feed calls its data: the hash of a file, or how a market was invented. */
  readonly source: string;
  readonly timeframe: string;
  readonly rows: number;
  /** Of the candles as the run was given them. */
  readonly candles: string;
}

export interface ManifestParts {
  readonly config: SystemConfig;
  readonly market: Readonly<Record<string, RecordedSeries>>;
  readonly feed: { readonly identity: Readonly<Record<string, string>>; readonly from: number; readonly to: number };
  readonly allowGaps: boolean;
  readonly packages: Readonly<Record<string, string>>;
  readonly modules: Readonly<Record<string, string>>;
}

export function runManifest({ config, market, feed, allowGaps, packages, modules }: ManifestParts): RunManifest {
  const definitions = config.strategies.loaded.map(({ symbol, definition }) => ({ symbol, definition }));
  const data = Object.entries(market).map(([symbol, { timeframe, candles }]): [string, ManifestData] => [
    symbol,
    { source: feed.identity[symbol] ?? '', timeframe, rows: candles.length, candles: candlesHash(candles) },
  ]);
  return {
    schema_version: 1,
    mode: config.mode,
    seed: config.seed,
    config: `sha256:${configHash(config)}`,
    strategies: `sha256:${sha256(JSON.stringify(definitions))}`,
    from: new Date(feed.from).toISOString(),
    to: new Date(feed.to).toISOString(),
    allow_gaps: allowGaps,
    data: Object.fromEntries(data),
    code: { node: process.version, packages, modules },
  };
}

/**
 * Of times, opens, highs, lows, closes and volumes, then of the prices of both sides and of times, bids and asks of the ticks where these are
 * known, one column after the other, as binary fractions of 64 bits, low bytes first.
 */
export function candlesHash(columns: CandleColumns): string {
  const { length, openTime, open, high, low, close, volume, quotes, ticks } = columns;
  const hash = createHash('sha256');
  for (const column of [openTime, open, high, low, close, volume]) hash.update(column.subarray(0, length));
  for (const side of quotes === undefined ? [] : [quotes.bid, quotes.ask])
    for (const column of [side.open, side.high, side.low, side.close]) hash.update(column.subarray(0, length));
  for (const column of ticks === undefined ? [] : [ticks.time, ticks.bid, ticks.ask]) hash.update(column);
  return `sha256:${hash.digest('hex')}`;
}
