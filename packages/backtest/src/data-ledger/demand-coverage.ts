import { CandleDataError } from '@q/brokers';
import { isNotAvailable } from '../report/figure.js';
import type { DataGap } from './find-gaps.js';
import type { SymbolLedger } from './symbol-ledger.js';

export interface CoverageDemand {
  /** Of every symbol. */
  readonly leastPercent: number;
  /** Whether less is taken too. */
  readonly allowGaps: boolean;
}

const NAMED_GAPS = 3;

/** @throws CandleDataError naming every symbol without a usable row, or with too few of the candles it should have, and its longest gaps */
export function demandCoverage(ledger: readonly SymbolLedger[], { leastPercent, allowGaps }: CoverageDemand): void {
  const unusable = ledger.find(({ soundBars }) => soundBars === 0);
  if (unusable !== undefined) {
    const { symbol: file, rows, flaws } = unusable;
    const kinds = flaws.map(({ kind, rows: count }) => `${count} ${kind}`).join(', ');
    throw new CandleDataError(
      rows === 0
        ? 'there is no candle in the range that was asked for: choose another one, or other data'
        : `none of ${rows} rows can be used (${kinds}): correct the data, or how the file is read`,
      { file },
    );
  }
  if (allowGaps) return;
  const thin = ledger.filter(({ coveragePercent: covered }) => !isNotAvailable(covered) && covered < leastPercent);
  const [first] = thin;
  if (first === undefined) return;
  const problem = thin.map((one) => (one === first ? '' : `${one.symbol}: `) + thinText(one)).join('; ');
  throw new CandleDataError(
    `${problem}. At least ${leastPercent} % are demanded (backtest.min_coverage_percent): complete the data, choose another range, or take the gaps as they are with --allow-gaps (allowGaps: true)`,
    { file: first.symbol },
  );
}

function thinText(one: SymbolLedger): string {
  const { coveragePercent, gapBars, expectedBars, timeframe, startsAt, endsAt, longestGaps } = one;
  const percent = isNotAvailable(coveragePercent) ? 'no' : `${floored(coveragePercent)} %`;
  const gaps = [...longestGaps].sort((a, b) => b.missingBars - a.missingBars).slice(0, NAMED_GAPS);
  return `${percent} of the candles of timeframe ${timeframe} from ${minute(startsAt)} to ${minute(endsAt)} are there, ${gapBars} of ${expectedBars} are missing, most of them ${gaps.map(gapText).join(', ')}${leftOutText(one)}`;
}

/** Rows that are there and cannot be used are another mistake than rows that are not. */
function leftOutText({ rows, soundBars, flaws }: SymbolLedger): string {
  const kinds = flaws.filter(({ effect }) => effect === 'left out').map(({ kind, rows: count }) => `${count} ${kind}`);
  return kinds.length === 0 ? '' : `; ${rows - soundBars} of ${rows} rows cannot be used (${kinds.join(', ')})`;
}

function gapText({ startsAt, endsAt, missingBars }: DataGap): string {
  return `from ${minute(startsAt)} to ${minute(endsAt)} (${missingBars})`;
}

/** Never rounded up to the limit. */
function floored(percent: number): string {
  return (Math.floor(percent * 100) / 100).toFixed(2);
}

function minute(instant: number): string {
  return new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
}
