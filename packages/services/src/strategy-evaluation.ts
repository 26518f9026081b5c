import type { EventDrivenService, Emit } from './define-service.js';
import { defineService } from './define-service.js';
import { EvaluationLog } from './evaluation-log.js';
import { SeriesMap } from './series-map.js';
import type { Asking, Produces, Seat, StrategySeat } from './strategy-seat.js';
import { lookAhead } from './table-look.js';
import { dropPosition, holdPosition, resizePosition } from './seat-positions.js';
import { evaluate, takeSeat } from './strategy-seat.js';
import { RecentRows, waitsForPrice } from '@q/trading';

export interface StrategyEvaluationOptions {
  readonly strategies: readonly StrategySeat[];
  /** `continuous` also evaluates cycles in which nothing closed; it never repeats a signal for one candle. */
  readonly evaluationMode: 'on_new_candle' | 'continuous';
  /** Rows that each of a strategy's timeframes must have before it is evaluated. */
  readonly minRowsRequired: number;
  readonly recentRowsLimit: number;
  /** Price distance of one pip of a symbol. */
  readonly pipOf: (symbol: string) => number;
  /** Takes how every condition of every evaluation came out; without it nothing is explained. */
  readonly evaluations?: EvaluationLog;
}

/** The rows of one (symbol, timeframe), and the strategies that are asked when it closes. */
export interface Table {
  readonly rows: RecentRows;
  readonly seats: Seat[];
}

/** Asks each strategy once per close of its lowest timeframe, when the higher ones are already up to date, and says what it wants. */
export function strategyEvaluationService(options: StrategyEvaluationOptions): EventDrivenService {
  const tables = new SeriesMap<Table>();
  const { minRowsRequired: minRows, evaluations: log = new EvaluationLog(0) } = options;
  const seats = options.strategies.map((one) => {
    const tableOf = (timeframe: Seat['lowest']): Table =>
      tables.obtain(one.symbol, timeframe, () => ({ rows: new RecentRows(options.recentRowsLimit), seats: [] }));
    const seat = takeSeat(one, (timeframe) => tableOf(timeframe).rows, options.recentRowsLimit);
    if (seat.enabled) tableOf(seat.lowest).seats.push(seat);
    return seat;
  });
  const live: Asking = { minRows, mayEnter: true, log };
  const notLive: Asking = { minRows, mayEnter: false, log };
  const ask = (asked: readonly Seat[], emit: Emit<Produces>, asking: Asking): void => {
    let failure: unknown;
    for (const seat of asked) failure = evaluate(seat, asking, emit) ?? failure;
    // Each failure was told with its strategy, and the others were asked all the same; now the supervisor hears of it.
    if (failure !== undefined) throw failure;
  };
  const isOf = (seat: Seat, symbol: string, strategy: string): boolean =>
    seat.symbol === symbol && seat.strategy.name === strategy;
  const doneWaiting = (clientOrderId: string): void => {
    for (const { waiting } of seats) {
      if (waiting.long.size > 0) waiting.long.delete(clientOrderId);
      if (waiting.short.size > 0) waiting.short.delete(clientOrderId);
    }
  };
  const service = defineService({
    name: 'StrategyEvaluationService',
    produces: ['EntrySignal', 'ExitSignal', 'StrategyActivated', 'StrategyDeactivated', 'StrategyEvaluationError'],
    stretch: {
      limit(stretch) {
        if (log.isOn) stretch.shorten(0);
      },
      look(stretch) {
        // Once, when the rows of all its symbols are there.
        if (stretch.isLast && lookAhead(tables, stretch.leader, minRows)) stretch.endWith(service.name);
      },
      take() {},
    },
    on: {
      IndicatorsCalculated({ symbol, timeframe, row, phase }, emit) {
        const table = tables.get(symbol, timeframe);
        if (table === undefined) return;
        // What is sent again after a restart begins the series anew; a live row is always the next one.
        if (phase === 'live') table.rows.append(row);
        else table.rows.add(row);
        if (phase !== 'warm-up' && table.seats.length > 0) ask(table.seats, emit, phase === 'live' ? live : notLive);
      },
      CycleStarted({ idle, phase }, emit) {
        if (idle && options.evaluationMode === 'continuous')
          ask(
            seats.filter(({ enabled }) => enabled),
            emit,
            phase === 'live' ? live : notLive,
          );
      },
      OrderApproved({ order }) {
        const { intent, clientOrderId, symbol, strategy, direction } = order;
        if (intent !== 'entry' || !waitsForPrice(order)) return;
        for (const seat of seats) if (isOf(seat, symbol, strategy)) seat.waiting[direction].add(clientOrderId);
      },
      OrderFilled: ({ fill }) => doneWaiting(fill.clientOrderId),
      OrderRejected: ({ clientOrderId }) => doneWaiting(clientOrderId),
      OrderCanceled: ({ clientOrderId }) => doneWaiting(clientOrderId),
      OrderExpired: ({ clientOrderId }) => doneWaiting(clientOrderId),
      PositionOpened({ strategy, symbol, direction, positionId, openedAt, entryPrice }) {
        const position = {
          positionId,
          direction,
          openedAt,
          entryPrice,
          bestPrice: entryPrice,
          pip: options.pipOf(symbol),
        };
        for (const seat of seats) if (isOf(seat, symbol, strategy)) holdPosition(seat, position);
      },
      PositionIncreased({ strategy, symbol, direction, positionId, entryPrice }) {
        for (const seat of seats)
          if (isOf(seat, symbol, strategy)) resizePosition(seat, direction, { positionId, entryPrice });
      },
      PositionClosed({ strategy, symbol, direction, positionId }) {
        for (const seat of seats) if (isOf(seat, symbol, strategy)) dropPosition(seat, direction, positionId);
      },
    },
    start(emit) {
      for (const { symbol, strategy, enabled } of seats) {
        if (enabled) emit({ type: 'StrategyActivated', strategy: strategy.name, symbol });
        else
          emit({
            type: 'StrategyDeactivated',
            strategy: strategy.name,
            symbol,
            reason: 'activation.enabled is false in its file',
          });
      }
    },
    restart(_emit, { symbol }) {
      for (const seat of seats)
        if (symbol === undefined || seat.symbol === symbol) seat.rows.forEach((recent) => recent.clear());
    },
  });
  return service;
}
