import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import { instant, percent, plain } from './figure-text.js';
import { tableOf } from './page-parts.js';

const LONGEST = 10;

/** What the data were like: coverage of each symbol, the longest gaps, and everything that was wrong with rows. */
export function dataSection(ledger: readonly SymbolLedger[]): string {
  const flaws = ledger.flatMap((one) => one.flaws.map((flaw) => ({ symbol: one.symbol, ...flaw })));
  const gaps = ledger
    .flatMap((one) => one.longestGaps.map((gap) => ({ symbol: one.symbol, ...gap })))
    .sort((a, b) => b.missingBars - a.missingBars || a.startsAt - b.startsAt)
    .slice(0, LONGEST);
  const parts = [
    tableOf(
      ['Symbol', 'timeframe', 'bars', 'warm-up', 'missing', 'gaps', 'coverage', 'partial higher candles'],
      ledger.map(coverageRow),
    ),
    ...(gaps.length === 0
      ? []
      : [
          tableOf(
            ['Longest gaps', 'from', 'to', 'missing bars'],
            gaps.map((gap) => [gap.symbol, instant(gap.startsAt), instant(gap.endsAt), plain(gap.missingBars, 0)]),
          ),
        ]),
    ...(flaws.length === 0
      ? []
      : [
          `<div class="texts">${tableOf(
            ['Found in the rows', 'kind', 'rows', 'first', 'they were', 'what'],
            flaws.map((flaw) => [
              flaw.symbol,
              flaw.kind.replaceAll('_', ' '),
              plain(flaw.rows, 0),
              instant(flaw.firstAt),
              flaw.effect,
              flaw.message,
            ]),
          )}</div>`,
        ]),
  ];
  return parts.map((part) => `<div class="wide">${part}</div>`).join('\n');
}

function coverageRow(one: SymbolLedger): readonly string[] {
  const partial = one.higher.map(
    ({ timeframe, candles, partial: count }) => `${timeframe}: ${plain(count, 0)} of ${plain(candles, 0)}`,
  );
  return [
    one.symbol,
    one.timeframe,
    plain(one.soundBars, 0),
    plain(one.warmUpBars, 0),
    plain(one.gapBars, 0),
    plain(one.gaps, 0),
    percent(one.coveragePercent),
    partial.length === 0 ? 'none built' : partial.join(', '),
  ];
}
