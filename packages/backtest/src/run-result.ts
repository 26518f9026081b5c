import type { EquityRecorder } from './equity-curve.js';
import type { OrderRecorder } from './order-recorder.js';
import type { BacktestResult } from './run-backtest.js';
import type { TradeRecorder } from './trade-recorder.js';

export interface RunRecorders {
  readonly trades: TradeRecorder;
  readonly orders: OrderRecorder;
  readonly equity: EquityRecorder;
}

type Listed = 'trades' | 'orders' | 'fills' | 'signals' | 'denials' | 'equity';

/** Trades, orders and the curve are made where they are looked at: of a long run they take more room than all the rest. The system itself is not held. */
export function runResult(recorders: RunRecorders, rest: Omit<BacktestResult, Listed>): BacktestResult {
  const { config, ...others } = rest;
  return Object.assign(new RecordedLists(config, recorders), others);
}

/**
 * The lists are properties of each object, so that a copy has them too. Their functions are made once for all results: V8 takes those of a
 * literal for long-lived, and keeps what they hold, all that a run has recorded, until the next full collection.
 */
class RecordedLists implements Pick<BacktestResult, Listed> {
  static readonly #lists: { readonly [List in Listed]: Getter<BacktestResult[List]> } = {
    trades: listOf(({ trades }) => trades.trades),
    orders: listOf(({ orders }) => orders.orders),
    fills: listOf(({ orders }) => orders.fills),
    signals: listOf(({ orders }) => orders.signals),
    denials: listOf(({ orders }) => orders.denials),
    equity: listOf(({ equity }) => equity.curve),
  };

  static of(result: RecordedLists): RunRecorders {
    return result.#recorders;
  }

  declare readonly trades: BacktestResult['trades'];
  declare readonly orders: BacktestResult['orders'];
  declare readonly fills: BacktestResult['fills'];
  declare readonly signals: BacktestResult['signals'];
  declare readonly denials: BacktestResult['denials'];
  declare readonly equity: BacktestResult['equity'];
  readonly config: BacktestResult['config'];
  readonly #recorders: RunRecorders;

  constructor(config: BacktestResult['config'], recorders: RunRecorders) {
    this.config = config;
    this.#recorders = recorders;
    Object.defineProperties(this, RecordedLists.#lists);
  }
}

interface Getter<List> {
  readonly enumerable: true;
  get(this: RecordedLists): List;
}

function listOf<List>(list: (recorders: RunRecorders) => List): Getter<List> {
  return {
    enumerable: true,
    get() {
      return list(RecordedLists.of(this));
    },
  };
}
