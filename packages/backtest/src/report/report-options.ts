export interface ReportOptions {
  /** Those of the run: the report is over candles that open at `from` or later and close at `to` or earlier, ms UTC. */
  readonly from?: number;
  readonly to?: number;
  /** Of the resampling behind the intervals of profit factor and Sortino ratio: a whole number. Default 1. */
  readonly seed?: number;
  /** Default 1,000. */
  readonly resamples?: number;
}
