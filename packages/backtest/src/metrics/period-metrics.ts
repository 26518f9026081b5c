import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import type { PeriodFigures } from '../report/period.js';
import type { MetricsOf } from './metric.js';
import { UNIT } from './metric.js';

const SESSION =
  'Holidays are not known and count as missing; of fx that is less than one percent of a year. A high coverage says that candles are there, not that they are right.';

export const PERIOD_METRICS: MetricsOf<PeriodFigures> = {
  startedAt: {
    label: 'Start of the period',
    row: 'Start',
    unit: UNIT.instant,
    definition: 'Where the run begins.',
    formula: 'the first open of the candles of all symbols',
  },
  endedAt: {
    label: 'End of the period',
    row: 'End',
    unit: UNIT.instant,
    definition: 'Where the run ends.',
    formula: 'the last close of the candles of all symbols, or the last change of equity where that is later',
  },
  durationMs: {
    label: 'Duration of the period',
    row: 'Duration',
    unit: UNIT.ms,
    definition: 'How long the run is by the calendar, nights and weekends included.',
    formula: 'end - start',
  },
  bars: {
    label: 'Bars',
    unit: UNIT.count,
    definition: 'Candles of the base timeframe that the run was over, of all symbols together.',
    formula: 'count',
  },
  warmUpBars: {
    label: 'Warm-up bars',
    unit: UNIT.count,
    definition:
      'Sound candles before the first on which a strategy could read every column that it uses, of all symbols together.',
    formula: 'for each symbol the candles that close before its first ready strategy; their sum',
    caution:
      'Nothing is traded on a value that is not there: where this is most of the bars, the figures are about the rest.',
  },
  gapBars: {
    label: 'Missing bars',
    unit: UNIT.count,
    definition: 'Candles that are not there, or cannot be used, inside the sessions of the data.',
    formula: 'places of the base timeframe inside the session without a sound candle',
    caution: SESSION,
  },
  gaps: {
    label: 'Gaps',
    unit: UNIT.count,
    definition: 'Stretches of missing candles.',
    formula: 'count of runs of missing candles one after the other',
  },
  coveragePercent: {
    label: 'Coverage',
    card: 'Data',
    unit: UNIT.percent,
    definition: 'How much of the candles that should be there are there.',
    formula: '100 * (expected - missing) / expected',
    sample: 'at least one expected candle',
    caution: SESSION,
  },
  tradingDays: {
    label: 'Trading days',
    unit: UNIT.count,
    definition:
      'UTC days that daily returns are counted for: those at whose noon a symbol trades, whether anything moved or not.',
    formula: 'count; what happens on other days belongs to the next that counts',
  },
  haltedBecause: {
    label: 'Halted because',
    unit: UNIT.text,
    definition: 'Why the run ended before its data. It is there only where it did.',
    formula: 'the reason of the halt',
  },
};

/** The figures of the ledger of a symbol. */
type LedgerFigures = Pick<
  SymbolLedger,
  'rows' | 'soundBars' | 'warmUpBars' | 'expectedBars' | 'gapBars' | 'gaps' | 'coveragePercent'
>;

export const LEDGER_METRICS: MetricsOf<LedgerFigures> = {
  rows: {
    label: 'Rows',
    unit: UNIT.count,
    definition: 'Rows of the data of a symbol in the range that was asked for.',
    formula: 'count',
  },
  soundBars: {
    label: 'Sound bars',
    unit: UNIT.count,
    definition: 'Rows of a symbol that the run can use.',
    formula: 'rows - rows that are left out (docs/data-quality.md has the rules)',
  },
  warmUpBars: PERIOD_METRICS.warmUpBars,
  expectedBars: {
    label: 'Expected bars',
    unit: UNIT.count,
    definition: 'Candles that a symbol should have in the range that was asked for.',
    formula: 'sound candles inside the session, a repeated time once, and the missing ones',
  },
  gapBars: PERIOD_METRICS.gapBars,
  gaps: PERIOD_METRICS.gaps,
  coveragePercent: PERIOD_METRICS.coveragePercent,
};
