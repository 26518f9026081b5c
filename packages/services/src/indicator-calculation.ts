import type {
  Candle,
  IndicatorRow,
  IndicatorCalculationErrorEvent,
  Instrument,
  NewCandleEvent,
  RegimeChangedEvent,
  RowSchema,
  Stretch,
  StretchRows,
  Timeframe,
} from '@q/events';
import type { CandleBucket, IndicatorParams } from '@q/indicators';
import { IndicatorBank } from '@q/indicators';
import { RecentRows, sessionBucket } from '@q/trading';
import { CandleMemory } from './candle-memory.js';
import type { Emit, EventDrivenService, ServiceRestart } from './define-service.js';
import { defineService } from './define-service.js';
import { SeriesMap } from './series-map.js';

export interface IndicatorCalculationOptions {
  readonly symbols: readonly string[];
  readonly timeframes: readonly Timeframe[];
  /** When a symbol trades: the higher candles that a regime looks at begin and end with its days. */
  readonly sessionOf: (symbol: string) => Instrument['session'];
  /** Which indicators a (symbol, timeframe) has: instance name to parameters. */
  readonly instancesOf: (symbol: string, timeframe: Timeframe) => Readonly<Record<string, IndicatorParams>>;
  /** Whether a change of the market regime is told. */
  readonly trackRegimeChanges: boolean;
  /** Whether somebody looks at the regime of a (symbol, timeframe); its columns are in the rows then, or where its changes are told. */
  readonly needsRegime?: (symbol: string, timeframe: Timeframe) => boolean;
  /** Rows that are sent again after a restart, for whoever behind this service lost them. */
  readonly recentRowsLimit: number;
}

type Produces = 'IndicatorsCalculated' | 'RegimeChanged' | 'IndicatorCalculationError';

/** Turns each closed candle into a row of indicator values, and tells when the market regime changes. */
export function indicatorCalculationService(options: IndicatorCalculationOptions): EventDrivenService {
  const desks = new SeriesMap<Desk>();
  for (const symbol of options.symbols) {
    for (const timeframe of options.timeframes)
      desks.obtain(symbol, timeframe, () => openDesk(symbol, timeframe, options));
  }
  return defineService({
    name: 'IndicatorCalculationService',
    produces: ['IndicatorsCalculated', 'RegimeChanged', 'IndicatorCalculationError'],
    on: {
      NewCandle(event, emit) {
        const desk = desks.get(event.symbol, event.timeframe);
        if (desk === undefined) return;
        if (!options.trackRegimeChanges) return calculate(desk, event, emit);
        const former = desk.regime;
        calculate(desk, event, emit);
        const row = desk.rows.at(0);
        if (event.phase === 'warm-up' || desk.regime === former || row === undefined) return;
        const { symbol, timeframe, bank } = desk;
        const change = regimeChange({ symbol, timeframe, schema: bank.schema }, former, row);
        if (change !== undefined) emit(change);
      },
    },
    stretch: {
      limit(stretch) {
        const desk = desks.get(stretch.symbol, stretch.timeframe);
        if (desk?.bank.runsAhead === false) stretch.shorten(0);
      },
      look(stretch) {
        const desk = desks.get(stretch.symbol, stretch.timeframe);
        if (desk === undefined || !stretch.publishesCandles) return;
        try {
          lookAhead(desk, stretch, options.trackRegimeChanges);
        } catch {
          // It fails again when the candle is published, and is told of then.
          stretch.shorten(0);
        }
      },
      take(stretch) {
        const desk = desks.get(stretch.symbol, stretch.timeframe);
        if (desk !== undefined && stretch.rows !== undefined) take(desk, stretch, stretch.rows);
      },
    },
    restart(emit, restart) {
      for (const desk of desks.values())
        if (restart.symbol === undefined || desk.symbol === restart.symbol) feedAgain(desk, emit, restart);
    },
  });
}

interface Desk {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bank: IndicatorBank;
  readonly memory: CandleMemory;
  readonly rows: RecentRows;
  readonly regimeColumn: number | undefined;
  /** Index of the newest committed regime among the texts of its column, NaN before there is one. */
  regime: number;
  /** Close of the newest candle whose row was sent. */
  sentUntil: number;
}

/** Candles kept for a restart: enough for averages that never quite forget to agree again. */
const MEMORY_WARM_UPS = 4;
const MEMORY_AT_LEAST = 1_000;

function openDesk(symbol: string, timeframe: Timeframe, options: IndicatorCalculationOptions): Desk {
  const regime = options.trackRegimeChanges || (options.needsRegime?.(symbol, timeframe) ?? true);
  const session = options.sessionOf(symbol);
  const bucketOf = (higher: Timeframe): CandleBucket => sessionBucket(higher, session);
  const bank = new IndicatorBank(options.instancesOf(symbol, timeframe), { regime, bucketOf });
  const memory = new CandleMemory(Math.max(MEMORY_AT_LEAST, MEMORY_WARM_UPS * bank.warmUp));
  const rows = new RecentRows(options.recentRowsLimit);
  const regimeColumn = bank.schema.indexOf('regime');
  return { symbol, timeframe, bank, memory, rows, regimeColumn, regime: NaN, sentUntil: -Infinity };
}

/** Calculates the rows of a stretch, which ends with a change of the regime. */
function lookAhead(
  { bank, regime, regimeColumn, symbol, timeframe }: Desk,
  stretch: Stretch,
  endsWithRegime: boolean,
): void {
  const rows = bank.ahead(stretch.ahead);
  const { strip, from, count } = rows;
  stretch.rows = rows;
  stretch.shorten(count);
  const column = endsWithRegime ? regimeColumn : undefined;
  if (column === undefined) return;
  let former = regime;
  for (let place = 0; place < stretch.count; place += 1) {
    const now = strip.cell(from + place, column);
    if (now === former) continue;
    const event = regimeChange({ symbol, timeframe, schema: bank.schema }, former, strip.row(from + place));
    if (event !== undefined) stretch.consequence = { place, event };
    if (event !== undefined) stretch.shorten(place + 1);
    former = now;
  }
}

function take(desk: Desk, stretch: Stretch, { strip, from }: StretchRows): void {
  const { count } = stretch;
  const { cursor } = stretch;
  for (let place = 0; place < count; place += 1) {
    desk.memory.add(cursor.at(stretch.first + place));
    desk.rows.appendFrom(strip, from + place);
  }
  desk.bank.passed(count);
  if (desk.regimeColumn !== undefined) desk.regime = strip.cell(from + count - 1, desk.regimeColumn);
  desk.sentUntil = stretch.closeTime(count - 1);
}

function calculate(desk: Desk, { symbol, timeframe, candle, phase }: NewCandleEvent, emit: Emit<Produces>): void {
  desk.memory.add(candle);
  const row = updated(desk, candle, emit);
  desk.rows.append(row);
  desk.regime = regimeOf(desk, row);
  desk.sentUntil = candle.closeTime;
  emit({ type: 'IndicatorsCalculated', symbol, timeframe, row, phase });
}

/** After the row, so that whoever hears of the change has seen the values. The first regime is no change. */
function regimeChange(
  { symbol, timeframe, schema }: Series,
  former: number,
  row: IndicatorRow,
): RegimeChangedEvent | undefined {
  const [to, confidence] = [row.value('regime'), row.value('regime_confidence')];
  const from = schema.columns[schema.indexOf('regime') ?? -1]?.values?.[former];
  if (from === undefined || from === 'warming_up' || from === to || typeof to !== 'string') return undefined;
  return {
    type: 'RegimeChanged',
    symbol,
    timeframe,
    from,
    to,
    confidence: typeof confidence === 'number' ? confidence : NaN,
  };
}

interface Series {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly schema: RowSchema;
}

function regimeOf({ regimeColumn }: Desk, row: IndicatorRow): number {
  return regimeColumn === undefined ? NaN : (row.cells[regimeColumn] ?? NaN);
}

/** The failure is told with symbol and timeframe, and goes on: it is the supervisor who decides what becomes of the service. */
function updated(
  { bank, symbol, timeframe }: Desk,
  candle: Candle,
  emit: Emit<Produces>,
): ReturnType<IndicatorBank['update']> {
  try {
    return bank.update(candle);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const event: IndicatorCalculationErrorEvent = { type: 'IndicatorCalculationError', symbol, timeframe, message };
    emit(event);
    throw error;
  }
}

/** After a failure of its own the desk is rebuilt from the remembered candles; the recent rows are sent again, only those missed are new. */
function feedAgain(desk: Desk, emit: Emit<Produces>, { ownFailure }: ServiceRestart): void {
  if (ownFailure) {
    desk.bank.reset();
    desk.rows.clear();
    for (const candle of desk.memory.candles()) {
      const row = desk.bank.update(candle);
      desk.rows.append(row);
      desk.regime = regimeOf(desk, row);
    }
  }
  for (let back = desk.rows.count - 1; back >= 0; back -= 1) {
    const row = desk.rows.at(back);
    if (row === undefined) continue;
    const phase = row.closeTime > desk.sentUntil ? 'late' : 'warm-up';
    emit({ type: 'IndicatorsCalculated', symbol: desk.symbol, timeframe: desk.timeframe, row, phase });
    desk.sentUntil = Math.max(desk.sentUntil, row.closeTime);
  }
}
