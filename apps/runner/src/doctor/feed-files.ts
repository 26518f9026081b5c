import { statSync } from 'node:fs';
import type { FeedConfig } from '@q/config';
import { pathsOf } from '../replay-file.js';

/** More than this is not read: a look must be short. About 600,000 candles, or 100,000 records of a journal. */
const READ_AT_MOST = 32 * 1_048_576;

/** The files of recorded candles; none where the market is invented. */
export function feedFiles(feed: FeedConfig): readonly string[] {
  if (feed.kind === 'synthetic') return [];
  return Object.values(feed.files).flatMap(pathsOf);
}

/** Bytes of all files; those that are not there have none. */
export function sizeOf(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Whether so many bytes can be read in a short look. */
export function isQuicklyRead(bytes: number): boolean {
  return bytes <= READ_AT_MOST;
}
