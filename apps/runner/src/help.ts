/** At most 24 lines. */
export const HELP = `qbot - event-driven trading: market data, indicators, strategies, risk, execution

usage: qbot <verb> [flags]

  run           run the system of a configuration to the end of its data, or until stopped
  backtest      the same over recorded candles, with a report and a page of charts
  report        the backtests that left a report;  compare RUN RUN: where they differ
  optimize      search parameters for the best figure;  walkforward: window after window;  --help behind them says more
  check         check what would run, without a run;  check determinism | lookahead | warmup | parity
  why [SYMBOL]  why a run did or did not trade on a candle, with the values it compared
  config show   every value of the configuration (--origin: its source);  init [DIR], new strategy | indicator NAME: make files

  -c, --config FILE        configuration, default config/services.yaml, without one that of qbot itself
      --set KEY=VALUE      a value that wins over file and environment; can be repeated
      --data [SYMBOL=]FILE candles from a CSV file instead of the configured feed; can be repeated
      --cuts N             check lookahead at N closes, default 64;  --workers N: check determinism in N threads, default 2
      --at T, --run FOLDER why: when (default the newest signal), and which run (default the newest); warmup: from when
      --json               the result as JSON on standard output;  --max-cycles N: stop after N cycles
  -q, --quiet              nothing but the result;  --allow-gaps: a backtest over data with too few candles
  -h, --help               this text;  -V, --version: the version

  qbot run --data USDJPY=candles.csv -c config/examples/usdjpy-m1.yaml

exit codes: 0 ok, 1 internal, 2 usage, 3 configuration, 4 data, 7 problems found, 8 halted, 130/143 stopped by signal`;
