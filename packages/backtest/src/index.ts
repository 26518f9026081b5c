export type { BacktestCandles, BacktestRequest, CandleSource, QuoteCandles } from './backtest-request.js';
export { checkRunRows } from './data-ledger/check-run-rows.js';
export type { HigherCandles } from './data-ledger/count-higher.js';
export type { DataFlaw, SeriesFlaw } from './data-ledger/data-flaws.js';
export type { Failed, ServiceFailure, StrategyErrors } from './failure-recorder.js';
export { failureWarnings } from './failure-recorder.js';
export { dataWarnings } from './data-ledger/data-warnings.js';
export type { DataGap } from './data-ledger/find-gaps.js';
export type { RowProblem } from './data-ledger/row-problems.js';
export type { SymbolLedger } from './data-ledger/symbol-ledger.js';
export type { EquityCurve } from './equity-curve.js';
export type { MarketSeries } from './market-data.js';
export type { PositionLevels } from './level-recorder.js';
export type { OrderRecord, OrderState } from './order-recorder.js';
export { checkBacktestData, runBacktest } from './run-backtest.js';
export type { BacktestResult } from './run-backtest.js';
export type { Trade } from './trade-recorder.js';
export type { SwapsBySymbol } from './with-swaps.js';
export { findMetrics, METRICS } from './metrics/metrics.js';
export type { Metric } from './metrics/metrics.js';
export { nearMetrics } from './metrics/near-metrics.js';
export { report } from './report/report.js';
export type { Report, ReportTables } from './report/report.js';
export { reportToJson, reportToRecord } from './report/report-json.js';
export type { ReportValue } from './report/report-json.js';
export type { PriceColumns, PriceRow, ReportMarket, SymbolMarket } from './report/report-market.js';
export type { ReportOptions } from './report/report-options.js';
export { tradesToCsv } from './report/trades-csv.js';
export { isNotAvailable } from './report/figure.js';
export type { Estimate, Estimated, Figure, Interval, NotAvailable } from './report/figure.js';
export type { BenchmarkFigures } from './report/benchmark.js';
export type { CostFigures } from './report/costs.js';
export type { DrawdownFigures } from './report/drawdown.js';
export type { EquityFigures } from './report/equity-figures.js';
export type { ExcursionFigures } from './report/excursions.js';
export type { ExposureFigures } from './report/exposure.js';
export type { OrderFigures } from './report/order-statistics.js';
export type { PeriodFigures } from './report/period.js';
export type { RatioFigures } from './report/ratio-figures.js';
export type { OfDate } from './report/returns.js';
export type { RiskFigures } from './report/risk.js';
export type { GateRow, MonthRow, TradeGroup } from './report/tables.js';
export type { TradeRatios } from './report/trade-ratios.js';
export type { TradeFigures } from './report/trade-statistics.js';
export { reportPage } from './page/report-page.js';
export type { PageParts } from './page/report-page.js';
export { reportText } from './page/report-text.js';
export { checkDeterminism } from './proofs/check-determinism.js';
export type {
  DeterminismComparison,
  DeterminismOptions,
  DeterminismVerdict,
  DeterminismViolation,
} from './proofs/check-determinism.js';
export type { DeterminismRequest } from './proofs/determinism-request.js';
export { checkLookahead } from './proofs/check-lookahead.js';
export type { LookaheadOptions } from './proofs/check-lookahead.js';
export { checkWarmUp } from './proofs/check-warm-up.js';
export type { WarmUpOptions } from './proofs/check-warm-up.js';
export { compareRecorded, sameBytes } from './proofs/compare-recorded.js';
export type { Comparing, RecordedDifference } from './proofs/compare-recorded.js';
export type { Decision } from './proofs/decision.js';
export type { DeclaredCandles } from './proofs/declared-warm-up.js';
export type { LookaheadMethod, LookaheadVerdict, LookaheadViolation } from './proofs/lookahead-verdict.js';
export type { MakeStrategies, ProofRequest, StrategiesBySymbol } from './proofs/proof-request.js';
export { recordRun } from './proofs/recorded-run.js';
export type { RecordedRun } from './proofs/recorded-run.js';
export type {
  StrategyWarmUp,
  WarmUpAmount,
  WarmUpOutcome,
  WarmUpVerdict,
  WarmUpViolation,
} from './proofs/warm-up-verdict.js';
export { optimize } from './search/optimize.js';
export type { BestTrial, OptimizeOutcome } from './search/optimize.js';
export { walkForward } from './search/walk-forward.js';
export type { WalkForwardOutcome, WalkForwardWindow } from './search/walk-forward.js';
export type { MakeSearchStrategies } from './search/code-strategies.js';
export type { Overfitting } from './search/overfitting.js';
export type { ParameterValue, ParameterValues } from './search/parameter-values.js';
export { SearchError } from './search/search-error.js';
export { SearchRecordError, wholeLines } from './search/search-line.js';
export type { TrialRecord } from './search/search-line.js';
export type { SearchLog, SearchProgress, SearchRequest, SearchWorkers } from './search/search-request.js';
export type { SearchWindow } from './search/search-windows.js';
export type { TrialFigures } from './search/trial-figures.js';
