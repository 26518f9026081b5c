import type { Direction, IndicatorRow, Timeframe } from '@q/events';
import type { RecentRows } from './recent-rows.js';
import type { RiskRules } from './strategy-schema.js';

/** What a strategy wants at a close. */
export interface Signal {
  readonly kind: 'entry' | 'exit';
  readonly direction: Direction;
}

export const NO_SIGNALS: readonly Signal[] = [];

/** What a strategy may look at: closed rows of its own timeframes, nothing later. */
export class StrategyView {
  readonly #timeframes: readonly Timeframe[];
  readonly #rows: readonly RecentRows[];

  /** @param rows the recent rows of each timeframe, in the same order */
  constructor(timeframes: readonly Timeframe[], rows: readonly RecentRows[]) {
    this.#timeframes = timeframes;
    this.#rows = rows;
  }

  /** The row of a timeframe, `back` closes before the newest. */
  row(timeframe: Timeframe, back = 0): IndicatorRow | undefined {
    return this.at(this.#timeframes.indexOf(timeframe), back);
  }

  /** As `row`, by the timeframe's place in the strategy's list. */
  at(index: number, back: number): IndicatorRow | undefined {
    return this.#rows[index]?.at(back);
  }
}

/** A decision maker: pure, the same for the same rows. */
export interface Strategy {
  readonly name: string;
  readonly timeframes: readonly Timeframe[];
  /** Rows of each timeframe that it looks at. */
  readonly rowsNeeded: number;
  readonly risk: RiskRules;
  evaluate(view: StrategyView): readonly Signal[];
}
