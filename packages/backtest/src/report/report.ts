import type { CloseReason } from '@q/events';
import type { SymbolLedger } from '../data-ledger/symbol-ledger.js';
import type { BacktestResult } from '../run-backtest.js';
import type { BenchmarkFigures } from './benchmark.js';
import { benchmarkFigures } from './benchmark.js';
import type { CostFigures } from './costs.js';
import { costFigures } from './costs.js';
import type { DrawdownFigures } from './drawdown.js';
import type { EquityFigures } from './equity-figures.js';
import type { ExcursionFigures } from './excursions.js';
import { excursionFigures } from './excursions.js';
import type { ExposureFigures } from './exposure.js';
import { exposureFigures } from './exposure.js';
import type { OrderFigures } from './order-statistics.js';
import { orderFigures } from './order-statistics.js';
import type { PeriodFigures } from './period.js';
import { periodFigures } from './period.js';
import type { RatioFigures } from './ratio-figures.js';
import type { ReportMarket } from './report-market.js';
import { reportNotes } from './report-notes.js';
import type { ReportOptions } from './report-options.js';
import { reportedRun } from './reported-run.js';
import type { RiskFigures } from './risk.js';
import { riskFigures } from './risk.js';
import { searchedFigures } from './searched-figures.js';
import type { GateRow, MonthRow, TradeGroup } from './tables.js';
import { byMonth, byReason, byStrategy, bySymbol, gates } from './tables.js';
import type { TradeRatios } from './trade-ratios.js';
import type { TradeFigures } from './trade-statistics.js';

/**
 * The figures of a run. Money is in account currency at its decimals, keys in `Percent` are percent, in `Ms` milliseconds, in `At`
 * instants in ms UTC; shares and ratios are plain numbers. What cannot be told is `{ na: reason }`.
 */
export interface Report {
  readonly currency: string;
  readonly period: PeriodFigures;
  readonly equity: EquityFigures;
  readonly exposure: ExposureFigures;
  readonly costs: CostFigures;
  readonly drawdown: DrawdownFigures;
  readonly risk: RiskFigures;
  readonly ratios: RatioFigures;
  readonly trades: TradeFigures & TradeRatios & ExcursionFigures;
  readonly orders: OrderFigures;
  readonly benchmark: BenchmarkFigures;
  readonly tables: ReportTables;
  /** What the run was given of each symbol. */
  readonly data: readonly SymbolLedger[];
  /** Conventions, and what was not known. */
  readonly notes: readonly string[];
}

export interface ReportTables {
  readonly byReason: readonly TradeGroup<CloseReason>[];
  readonly byStrategy: readonly TradeGroup[];
  readonly bySymbol: readonly TradeGroup[];
  readonly byMonth: readonly MonthRow[];
  /** What blocked entries. */
  readonly gates: readonly GateRow[];
}

/**
 * Works the figures of a run out of its result and the candles that it was given: the same for the same input.
 * @throws Error where a symbol of the run has no candles in `market`, or none of them lies in the range
 */
export function report(result: BacktestResult, market: ReportMarket, options: ReportOptions = {}): Report {
  const { trades, fills, openPositions, config, haltedBecause, data } = result;
  const { currency } = config.account;
  const { instruments } = config;
  const run = reportedRun(result, market, options);
  const { money } = run;
  const { equity, drawdown, ratios, trades: ofTrades } = searchedFigures(result, run, options);
  const { netProfit } = equity;
  return {
    currency,
    period: periodFigures(run, data, haltedBecause),
    equity,
    exposure: exposureFigures({ ...run, fills, instruments, currency }),
    costs: costFigures(fills, { netProfit, money, swaps: result.swaps }),
    drawdown,
    risk: riskFigures(run),
    ratios,
    trades: { ...ofTrades, ...excursionFigures(trades, { fills, instruments, currency, money }) },
    orders: orderFigures(result),
    benchmark: benchmarkFigures(run.candles[0], equity.netProfitPercent),
    tables: {
      byReason: byReason(trades, money),
      byStrategy: byStrategy(trades, money),
      bySymbol: bySymbol(trades, money),
      byMonth: byMonth(trades, run),
      gates: gates(result.denials),
    },
    data,
    notes: reportNotes(run, {
      currency,
      instrument: instruments[run.candles[0].symbol],
      data,
      openPositions,
      failed: result,
    }),
  };
}
