import type {
  Candle,
  IndicatorRow,
  IndicatorCalculationErrorEvent,
  Instrument,
  NewCandleEvent,
  Timeframe,
} from '@q/events';
import type { IndicatorBank, IndicatorParams } from '@q/indicators';
import type { Emit, EventDrivenService, ServiceRestart } from './define-service.js';
import { defineService } from './define-service.js';
import type { Desk } from './indicator-calculation-desk.js';
import { openDesk, regimeChange } from './indicator-calculation-desk.js';
import { lookAhead, lookAtCloses, takeClose, takeRows } from './indicator-calculation-look.js';
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
  const all = desks.values();
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
        if (event.phase === 'warm-up' || desk.regime === former) return;
        // After the row, so that whoever hears of the change has seen the values.
        const confidence = desk.rows.cell(0, desk.confidenceColumn);
        const change = regimeChange(desk, { former, now: desk.regime, confidence });
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
        if (desk !== undefined && stretch.publishesCandles) lookAhead(desk, stretch, options.trackRegimeChanges);
        if (stretch.closes.length === 0) return;
        for (const higher of all)
          if (higher.symbol === stretch.symbol) lookAtCloses(higher, stretch, options.trackRegimeChanges);
      },
      take(stretch) {
        const desk = desks.get(stretch.symbol, stretch.timeframe);
        if (desk !== undefined && stretch.rows !== undefined) takeRows(desk, stretch, stretch.rows);
        for (const close of stretch.closes) {
          if (close.place >= stretch.count) break;
          const higher = desks.get(stretch.symbol, close.timeframe);
          if (higher !== undefined && close.rows !== undefined) takeClose(higher, close.candle, close.rows);
        }
      },
    },
    restart(emit, restart) {
      for (const desk of all)
        if (restart.symbol === undefined || desk.symbol === restart.symbol) feedAgain(desk, emit, restart);
    },
  });
}

function calculate(desk: Desk, { symbol, timeframe, candle, phase }: NewCandleEvent, emit: Emit<Produces>): void {
  desk.memory.add(candle);
  const row = updated(desk, candle, emit);
  keep(desk, row);
  desk.sentUntil = candle.closeTime;
  emit({ type: 'IndicatorsCalculated', symbol, timeframe, row, phase });
}

/** Keeps where the row stands, and not the row: what is sent on need not live as long as what is kept. */
function keep(desk: Desk, row: IndicatorRow): void {
  const { strip, from } = desk.bank.newest;
  desk.rows.appendFrom(strip, from);
  desk.regime = desk.regimeColumn === undefined ? NaN : (row.cells[desk.regimeColumn] ?? NaN);
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
      keep(desk, desk.bank.update(candle));
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
