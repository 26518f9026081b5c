import type { SearchSettings, SystemConfig } from '@q/config';
import { defineSearch, restrictionFiles } from '@q/config';
import { timeframeMs } from '@q/events';
import { sha256 } from '@q/trading';
import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import { checkBacktestData } from '../run-backtest.js';
import { candidatesOf } from './candidates.js';
import { checkSpace } from './check-space.js';
import type { ParameterValues } from './parameter-values.js';
import { rungsOf } from './rungs.js';
import type { Rung } from './rungs.js';
import { TrialRunner } from './run-trial.js';
import type { SearchHeader } from './search-line.js';
import type { SearchMaterial } from './search-material.js';
import { searchMaterial, sharedMaterial } from './search-material.js';
import { SearchRecords } from './search-records.js';
import type { SearchRequest } from './search-request.js';
import type { Span } from './search-windows.js';
import { threadLane } from './thread-lane.js';
import type { TrialLane } from './trial-lane.js';

/** A request that was read and checked. */
export interface SearchSetup {
  readonly settings: SearchSettings;
  readonly material: SearchMaterial;
  /** From the first candle to the end of the last, inside of the range that was asked for. */
  readonly span: Span;
  readonly candidates: readonly ParameterValues[];
  readonly rungs: readonly Rung[];
  /** Runs in this thread. */
  readonly runner: TrialRunner;
}

/** @throws ConfigError, CandleDataError, Error where the request cannot be searched */
export async function setUpSearch(request: SearchRequest): Promise<SearchSetup> {
  const settings = defineSearch(request.search);
  const material = searchMaterial(request);
  checkSpace(material.config, settings, { hasCode: material.strategiesModule !== undefined });
  dataOf(material, { from: request.from, to: request.to, allowGaps: request.allowGaps ?? false });
  const candidates = candidatesOf(settings);
  const rungs = rungsOf(settings, candidates.length);
  const runner = await TrialRunner.make(material);
  return { settings, material, span: spanOf(material), candidates, rungs, runner };
}

export interface DataRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly allowGaps: boolean;
}

/** What the candles of a range are worth. @throws CandleDataError where they are too few and gaps are not allowed */
export function dataOf(
  { config, series }: SearchMaterial,
  { from, to, allowGaps }: DataRange,
): readonly SymbolLedger[] {
  return checkBacktestData({
    config,
    candles: Object.fromEntries(
      series.map(({ symbol, timeframe, columns }) => [symbol, { timeframe, candles: columns }]),
    ),
    allowGaps,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  });
}

/** Threads where the request has some, else this one. No more than there are trials. */
export function searchLanes(
  { workers, turnEventLoop }: SearchRequest,
  { runner, material }: SearchSetup,
  trials: number,
): readonly TrialLane[] {
  if (workers !== undefined) {
    const shared = sharedMaterial(material);
    const count = Math.max(1, Math.min(workers.count, trials));
    return Array.from({ length: count }, () => threadLane(workers.url, shared));
  }
  return [
    {
      async outcome(task) {
        await turnEventLoop?.();
        return runner.outcome(task);
      },
      asked: (task) => runner.asked(task),
      close: () => Promise.resolve(),
    },
  ];
}

/** @throws SearchRecordError where the log holds another search */
export function searchRecords(
  kind: SearchHeader['kind'],
  { log, dataIdentity = '', codeIdentity = '' }: SearchRequest,
  { settings, material }: SearchSetup,
  trials: number,
): SearchRecords {
  const { config, span, calendars, code } = identityOf(material);
  const hashes = {
    search: sha256(JSON.stringify(settings)),
    configuration: sha256(config),
    data: sha256(JSON.stringify([dataIdentity, span, calendars])),
    code: sha256(JSON.stringify([codeIdentity, code])),
  };
  return new SearchRecords({ record: 'search', schema: 1, kind, trials, hashes }, log);
}

function identityOf(material: SearchMaterial) {
  const { series, from, to, calendarsFolder, strategiesModule, config } = material;
  const { restrictions } = config;
  const lengths = series.map(({ symbol, timeframe, columns }) => [symbol, timeframe, columns.length]);
  return {
    config: decisiveText(config),
    span: [from ?? null, to ?? null, lengths],
    calendars:
      calendarsFolder === undefined
        ? null
        : restrictionFiles(restrictions, calendarsFolder, { checkEveryMs: Infinity }).read(),
    code: strategiesModule ?? null,
  };
}

/** Outputs, logging, alerts and what is asked of the data change no trial. */
function decisiveText({
  outputs: _outputs,
  logging: _logging,
  alerts: _alerts,
  backtest: _backtest,
  ...decisive
}: SystemConfig): string {
  return JSON.stringify(decisive);
}

function spanOf({ series, from = -Infinity, to = Infinity }: SearchMaterial): Span {
  const opens = series.map(({ columns }) => columns.openTime[0] ?? Infinity);
  const closes = series.map(
    ({ columns, timeframe }) => (columns.newestOpenTime[columns.length - 1] ?? -Infinity) + timeframeMs(timeframe),
  );
  return { from: Math.max(from, Math.min(...opens)), to: Math.min(to, Math.max(...closes)) };
}
