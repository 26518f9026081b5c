/** At most 24 lines. */
export const HELP = `qbot - event-driven trading: market data, indicators, strategies, risk, execution

usage: qbot <verb> [flags]

  init [DIR]    make a project;  new strategy | indicator NAME: a file with its test
  run           run the system of a configuration to the end of its data, or until stopped; mode paper goes on where it ended
  backtest      the same over recorded candles, with a report;  report, compare RUN RUN: the backtests that left one
  optimize      search parameters for the best figure;  walkforward: window after window;  --help behind them says more
  check         what would run, without a run;  check determinism | lookahead | warmup | parity;  doctor: what is wrong here
  why [SYMBOL]  why a run did or did not trade on a candle;  config show: every value (--origin: its source)
  status        what a running system does;  pause, resume: entries;  flatten [SYMBOL]: close;  stop;  alerts test [SINK]
  journal       verify | tail | show ID | replay: the record of a paper run, ID being a correlation id;  explain CODE | metric NAME: what it means

  -c, --config FILE        configuration, default config/services.yaml, without one that of qbot itself
      --set KEY=VALUE      a value that wins over file and environment; --data [SYMBOL=]FILE: candles from a CSV file
      --new-journal        run: set the journal aside and begin anew;  --reset-limits: go on after a halt
      --cuts N             check lookahead at N closes, default 64;  --workers N: check determinism in N threads, default 2
      --at T, --run FOLDER why: when (default the newest signal), and which run (default the newest); warmup: from when
      --json               the result as JSON;  --max-cycles N: stop after N cycles;  --last N, --reason TEXT: journal, pause
  -q, --quiet              nothing but the result;  --allow-gaps: a backtest over data with too few candles
  -h, --help               this text;  -V, --version: the version

exit codes: 0 ok, 1 internal, 2 usage, 3 configuration, 4 data, 7 problems, 8 halted, 9 journal or state, 130/143 by signal`;
