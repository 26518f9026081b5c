import type { CellValue, Direction, ExitReason, IndicatorRow, RowSchema, Timeframe } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import type { ConditionOutcome } from './compile-condition.js';
import type { RecentRows } from './recent-rows.js';
import type { RowRange } from './scan-condition.js';
import type { ScheduleRules } from './schedule.js';
import type { RiskRules } from './strategy-schema.js';

/** What a strategy wants at a close. */
export interface Signal {
  readonly kind: 'entry' | 'exit';
  readonly direction: Direction;
  /** Why it wants out; an exit by rules where nothing is said. */
  readonly reason?: ExitReason;
  /** Percent of the position that it wants out of; all where nothing is said. */
  readonly percent?: number;
  /** The price that the order of an entry waits for, in place of the offset of `risk.order`: its limit, or its stop. */
  readonly orderPrice?: number;
  /** The limit of a stop-limit order, in place of its `limit_offset`. */
  readonly orderLimit?: number;
}

export const NO_SIGNALS: readonly Signal[] = [];

/** An open position as its strategy sees it. */
export interface HeldPosition {
  readonly positionId: string;
  readonly direction: Direction;
  /** ms UTC. */
  readonly openedAt: number;
  readonly entryPrice: number;
  /**
   * The best price since it was opened: the highest high of a long one, the lowest low of a short one, in candles of the strategy's lowest timeframe; of
   * the candle that it was opened inside the close counts only.
   */
  readonly bestPrice: number;
  /** Price distance of one pip. */
  readonly pip: number;
}

/**
 * What a strategy may look at: closed rows of its own timeframes and its own positions, nothing later.
 * It is open while the strategy is asked; whoever keeps it and looks again later gets an error.
 */
export class StrategyView {
  readonly #timeframes: readonly Timeframe[];
  readonly #rows: readonly RecentRows[];
  #long: HeldPosition | undefined;
  #short: HeldPosition | undefined;
  #isOpen = true;

  /** @param rows the recent rows of each timeframe, in the same order */
  constructor(timeframes: readonly Timeframe[], rows: readonly RecentRows[]) {
    this.#timeframes = timeframes;
    this.#rows = rows;
  }

  /** The row of a timeframe, `back` closes before the newest. @throws Error where the evaluation is over, or `back` reaches forward */
  row(timeframe: Timeframe, back = 0): IndicatorRow | undefined {
    return this.at(this.#timeframes.indexOf(timeframe), back);
  }

  /** A value by its column's name; `undefined` while it is not ready. */
  value(timeframe: Timeframe, column: string, back = 0): CellValue | undefined {
    if (!this.#isOpen || back < 0) this.#refuse(back);
    return this.#rows[this.#timeframes.indexOf(timeframe)]?.value(back, column);
  }

  /** The strategy's open position of a direction. */
  position(direction: Direction): HeldPosition | undefined {
    this.#demandOpen();
    return direction === 'long' ? this.#long : this.#short;
  }

  /** As `row`, by the timeframe's place in the strategy's list. */
  at(index: number, back: number): IndicatorRow | undefined {
    if (!this.#isOpen || back < 0) this.#refuse(back);
    return this.#rows[index]?.at(back);
  }

  /** A cell of a row by its column's index, NaN where it is not ready or there is no such row: costs less than the row. */
  cell(index: number, back: number, column: number): number {
    if (!this.#isOpen || back < 0) this.#refuse(back);
    return this.#rows[index]?.cell(back, column) ?? NaN;
  }

  /** The columns of a row, `undefined` where there is no such row. */
  schema(index: number, back: number): RowSchema | undefined {
    if (!this.#isOpen || back < 0) this.#refuse(back);
    return this.#rows[index]?.schema(back);
  }

  /** For whoever asks strategies: opens the view for one evaluation. */
  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
  }

  hold(direction: Direction, position: HeldPosition | undefined): void {
    if (direction === 'long') this.#long = position;
    else this.#short = position;
  }

  #refuse(back: number): void {
    this.#demandOpen();
    throw new RangeError(`a row ${-back} closes ahead does not exist yet: back must be 0 or more`);
  }

  #demandOpen(): void {
    if (!this.#isOpen)
      throw new Error('this evaluation is over: a strategy may look at its view only while it is asked');
  }
}

/** Whether a strategy has something in a direction: a position, or an entry that waits. */
export type Held = Readonly<Record<Direction, boolean>>;

/** A decision maker: pure, the same for the same rows. */
export interface Strategy {
  readonly name: string;
  readonly timeframes: readonly Timeframe[];
  /** Rows of each timeframe that it looks at. */
  readonly warmUp: number;
  readonly risk: RiskRules;
  /** Columns that size, stop and targets are planned from: their values go with every entry signal. */
  readonly inputs?: readonly { readonly timeframe: Timeframe; readonly column: string }[];
  /** Every column that its rules name, where that is known: of a strategy without it any column may be read. */
  readonly columns?: readonly { readonly timeframe: Timeframe; readonly column: string }[];
  /** Indicators that it looks at, by timeframe and instance name: the system calculates them where they are not configured. */
  readonly indicators?: Readonly<Partial<Record<Timeframe, Readonly<Record<string, IndicatorParams>>>>>;
  /** When it may enter; always where there is none. */
  readonly schedule?: ScheduleRules;
  evaluate(view: StrategyView): readonly Signal[];
  /**
   * Shortens a range to the rows before the first on which it wants something: the same as asking it for each, where no position is opened or
   * closed meanwhile. An exit counts only for a direction that is held. False where it has to be asked for each.
   */
  scan?(range: RowRange, view: StrategyView, held: Held): boolean;
  /** How each of its conditions came out, for whoever asks why. */
  explain?(view: StrategyView): readonly ExplainedRule[];
}

/** The conditions of one rule set. */
export interface ExplainedRule {
  readonly kind: 'entry' | 'exit';
  readonly direction: Direction;
  readonly holds: boolean;
  readonly conditions: readonly ConditionOutcome[];
}
