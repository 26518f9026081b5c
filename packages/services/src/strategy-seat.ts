import type { Direction, EntrySignalEvent, ExitSignalEvent, IndicatorRow, Timeframe } from '@q/events';
import { byLength } from '@q/events';
import type { HeldPosition, RecentRows, Signal, Strategy } from '@q/trading';
import {
  compileSchedule,
  entryInputKey,
  looksAtPositions,
  NO_SIGNALS,
  ORDER_LIMIT,
  ORDER_PRICE,
  StrategyView,
} from '@q/trading';
import { checkedSignals } from './checked-signals.js';
import type { Emit } from './define-service.js';
import type { EvaluationLog } from './evaluation-log.js';
import { followPrices, holds } from './seat-positions.js';

/** A strategy on a symbol. */
export interface StrategySeat {
  readonly symbol: string;
  readonly strategy: Strategy;
  readonly enabled: boolean;
}

/** The same with what it sees and what it said. */
export interface Seat extends StrategySeat {
  readonly lowest: Timeframe;
  /** Its place in the strategy's list. */
  readonly lowestPlace: number;
  readonly view: StrategyView;
  readonly rows: readonly RecentRows[];
  /** Its open positions, oldest first: an exit is only signalled for one that is open. */
  readonly open: Record<Direction, HeldPosition[]>;
  /** Whether their best prices are followed: it may look at them. */
  readonly followsPrices: boolean;
  /** Its limit entries that wait at the venue: an exit takes them back. */
  readonly waiting: Record<Direction, Set<string>>;
  /** Close of the candle for which each signal was given last, NaN for none: none is given twice for one candle. */
  readonly signalled: Record<Signal['kind'], Record<Direction, number>>;
  /** Whether its schedule lets it enter at an instant. */
  readonly isScheduled: (instant: number) => boolean;
  isOnDuty: boolean;
  /** What it said of a row that was not published yet, by that row's close, or how it failed on it; NaN for none. */
  readonly answer: { closeTime: number; signals: readonly Signal[]; failed: { readonly error: unknown } | undefined };
}

export type Produces =
  'EntrySignal' | 'ExitSignal' | 'StrategyActivated' | 'StrategyDeactivated' | 'StrategyEvaluationError';

/** @throws Error where the strategy looks further back than rows are kept */
export function takeSeat(one: StrategySeat, rowsOf: (timeframe: Timeframe) => RecentRows, limit: number): Seat {
  const { name, timeframes, warmUp, schedule } = one.strategy;
  const [lowest] = [...timeframes].sort(byLength);
  if (lowest === undefined) throw new Error(`strategy "${name}" has no timeframe`);
  if (warmUp > limit) {
    throw new Error(
      `strategy "${name}" looks at ${warmUp} rows, recent_rows_limit keeps ${limit}: raise services.indicator_calculation.recent_rows_limit`,
    );
  }
  const rows = timeframes.map(rowsOf);
  const { symbol, strategy, enabled } = one;
  // Key by key: a literal that begins with a spread has another hidden class in each run, and code that was compiled for one is compiled again.
  return {
    symbol,
    strategy,
    enabled,
    lowest,
    lowestPlace: timeframes.indexOf(lowest),
    view: new StrategyView(timeframes, rows),
    rows,
    open: { long: [], short: [] },
    followsPrices: looksAtPositions(strategy),
    waiting: { long: new Set(), short: new Set() },
    signalled: { entry: { long: NaN, short: NaN }, exit: { long: NaN, short: NaN } },
    isScheduled: schedule === undefined ? () => true : compileSchedule(schedule),
    isOnDuty: true,
    answer: { closeTime: NaN, signals: NO_SIGNALS, failed: undefined },
  };
}

export interface Asking {
  /** Rows that each of its timeframes must have. */
  readonly minRows: number;
  readonly mayEnter: boolean;
  readonly log: EvaluationLog;
}

/** @returns the error of a strategy that failed, after telling of it */
export function evaluate(seat: Seat, { minRows, mayEnter, log }: Asking, emit: Emit<Produces>): unknown {
  for (const recent of seat.rows) if (recent.count < minRows) return undefined;
  seat.view.open();
  try {
    const row = seat.view.at(seat.lowestPlace, 0);
    if (row === undefined) return undefined;
    followPrices(seat);
    const isOnDuty = checkDuty(seat, row, emit);
    const signals = takeAnswer(seat, row) ?? checkedSignals(seat.strategy.evaluate(seat.view));
    for (const signal of signals)
      if (signal.kind === 'entry' ? mayEnter && isOnDuty : holds(seat, signal.direction))
        tell(seat, { signal, row }, emit);
    if (log.isOn) keep(seat, { row, signals, isOnDuty }, log);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    emit({ type: 'StrategyEvaluationError', strategy: seat.strategy.name, symbol: seat.symbol, message });
    return error;
  } finally {
    seat.view.close();
  }
}

function keep(
  { symbol, strategy, lowest, view }: Seat,
  { row, signals, isOnDuty }: { row: IndicatorRow; signals: readonly Signal[]; isOnDuty: boolean },
  log: EvaluationLog,
): void {
  const rules = strategy.explain?.(view) ?? [];
  const about = { symbol, strategy: strategy.name, timeframe: lowest, at: row.closeTime };
  log.add({ ...about, onDuty: isOnDuty, signals, rules });
}

/** Tells when the schedule begins and ends, and closes what is open where it says so. */
function checkDuty(seat: Seat, row: IndicatorRow, emit: Emit<Produces>): boolean {
  const isOnDuty = seat.isScheduled(row.closeTime);
  if (isOnDuty === seat.isOnDuty) return isOnDuty;
  seat.isOnDuty = isOnDuty;
  const about = { strategy: seat.strategy.name, symbol: seat.symbol };
  if (isOnDuty) {
    emit({ type: 'StrategyActivated', ...about });
    return true;
  }
  emit({ type: 'StrategyDeactivated', ...about, reason: 'its schedule has ended' });
  const { session_handling: handling = 'hold', close_percent: percent = 100 } = seat.strategy.schedule ?? {};
  if (handling === 'hold') return false;
  for (const direction of ['long', 'short'] as const) {
    const signal = {
      kind: 'exit',
      direction,
      reason: 'session_end',
      ...(handling === 'close_all' ? {} : { percent }),
    } as const;
    if (holds(seat, direction)) tell(seat, { signal, row }, emit);
  }
  return false;
}

interface Telling {
  readonly signal: Signal;
  readonly row: IndicatorRow;
}

function tell(seat: Seat, { signal, row }: Telling, emit: Emit<Produces>): void {
  const { kind, direction } = signal;
  const price = row.value('close');
  // By its name: a name that varies is looked up anew each time.
  const signalled = kind === 'entry' ? seat.signalled.entry : seat.signalled.exit;
  const { closeTime: decidedAt } = row;
  if (typeof price !== 'number' || signalled[direction] === decidedAt) return;
  signalled[direction] = decidedAt;
  const { symbol, lowest: timeframe } = seat;
  const { name: strategy } = seat.strategy;
  if (kind === 'entry') {
    const type = 'EntrySignal';
    const entry: Writable<EntrySignalEvent> = { type, strategy, symbol, timeframe, direction, price, decidedAt };
    const inputs = namedPrices(seat, signal) ?? inputsOf(seat);
    if (inputs !== undefined) entry.inputs = inputs;
    emit(entry);
    return;
  }
  const { reason = 'exit_signal', percent } = signal;
  const type = 'ExitSignal';
  const exit: Writable<ExitSignalEvent> = { type, strategy, symbol, timeframe, direction, price, decidedAt, reason };
  if (percent !== undefined) exit.percent = percent;
  emit(exit);
}

/** The prices that it names for its order, with what else is planned from; `undefined` where it names none. @throws Error where its order waits for none */
function namedPrices(seat: Seat, { orderPrice, orderLimit }: Signal): EntrySignalEvent['inputs'] {
  if (orderPrice === undefined && orderLimit === undefined) return undefined;
  const { type = 'market' } = seat.strategy.risk.order ?? {};
  const isFit = orderLimit === undefined ? type !== 'market' : type === 'stop_limit';
  const named = { [ORDER_PRICE]: orderPrice, [ORDER_LIMIT]: orderLimit };
  const prices: Record<string, number> = {};
  for (const [key, price] of Object.entries(named)) {
    if (price === undefined) continue;
    if (!isFit || !Number.isFinite(price))
      throw new Error(`an entry names ${price} as ${key}, and its risk.order is of type ${type}`);
    prices[key] = price;
  }
  return { ...inputsOf(seat), ...prices };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** What size, stop and targets will be planned from: the values as the strategy sees them now. */
function inputsOf({ strategy, view }: Seat): EntrySignalEvent['inputs'] {
  if (strategy.inputs === undefined || strategy.inputs.length === 0) return undefined;
  const inputs: Record<string, number> = {};
  for (const { timeframe, column } of strategy.inputs) {
    const value = view.value(timeframe, column);
    if (typeof value === 'number') inputs[entryInputKey(timeframe, column)] = value;
  }
  return inputs;
}

/** What it said of the row already: once. @throws what it threw then */
function takeAnswer({ answer }: Seat, { closeTime }: IndicatorRow): readonly Signal[] | undefined {
  const isMeant = answer.closeTime === closeTime;
  answer.closeTime = NaN;
  if (!isMeant) return undefined;
  if (answer.failed !== undefined) throw answer.failed.error;
  return answer.signals;
}
