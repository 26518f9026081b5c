import type { Journal } from '@q/events';
import type { BacktestRequest } from '../backtest-request.js';
import type { BacktestResult } from '../run-backtest.js';
import { runBacktest } from '../run-backtest.js';
import type { PackedLines } from './packed-lines.js';
import { LinePacker } from './packed-lines.js';

/** What a run left, as text: plain values that can be handed to another thread. */
export interface RecordedRun {
  /** Its history, a line of JSON for each record. */
  readonly history: PackedLines;
  /** The parts of its result as JSON, by name; its configuration is left out, and columns are lists. */
  readonly result: Readonly<Record<string, string>>;
}

/**
 * Runs over whatever candles there are, and keeps the history (as much of it as `outputs.history` says) and the result. It depends on its argument only, so a worker can call it.
 * @throws what `runBacktest` throws
 */
export async function recordRun(request: BacktestRequest): Promise<RecordedRun> {
  const packer = new LinePacker();
  let count = 0;
  const history: Journal = {
    append(records) {
      for (const record of records) packer.add(JSON.stringify(record));
      return (count += records.length);
    },
    scan: () => [],
    snapshot: () => undefined,
    verify: () => ({ ok: true, records: count, problems: [] }),
    close: () => undefined,
  };
  const result = await runBacktest({ ...request, history, allowGaps: true });
  return { history: packer.packed, result: resultText(result) };
}

function resultText({ config: _config, ...parts }: BacktestResult): Readonly<Record<string, string>> {
  const texts = Object.entries(parts).map(([name, part]) => [name, JSON.stringify(part, columnsAsLists)] as const);
  return Object.fromEntries(texts);
}

function columnsAsLists(_name: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}
