/** What `--help` says of the verbs that search. At most 24 lines. */
export const SEARCH_HELP = `qbot optimize     searches parameters for the best figure of a backtest
qbot walkforward  searches window after window, and trades each best on the data right behind it

usage: qbot optimize --space FILE [flags]          docs/search.md describes the file

      --space FILE         what is searched: parameters, method, objective; flags win over it
      --method M           grid, random, or halving: many on little data, the best of them on more
      --trials N           combinations to draw at random
      --objective NAME     the figure of the report to look for, default sharpe
      --min-trades N       fewer trades rank last, default 30
      --seed N             of what is drawn, default 1
      --workers N          threads, default one for each core
      --resume RUN         goes on with an interrupted search: its id or folder, all else as it was
      --in-sample 6mo      walkforward: what each search looks at
      --out-of-sample 2mo  walkforward: what its best then trades
      --anchored           walkforward: every search begins where the data begin

  qbot optimize --space config/examples/search/ema-pullback.yaml --workers 2
  qbot walkforward --space config/examples/search/ema-pullback.yaml --in-sample 10d --out-of-sample 5d`;
