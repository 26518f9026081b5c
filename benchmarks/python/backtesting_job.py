"""SMA(10)/SMA(30) on backtesting.py: `backtesting_job.py FILE PASSES BALANCE`, a report as JSON on the standard output.

A pass is `run`, its statistics included: it does not run without them. Written for version 0.6 or later, which keeps
commission out of the prices of trades.
"""

import json
import resource
import sys
import time
import warnings

BEFORE = time.process_time()
import pandas as pd  # noqa: E402
from backtesting import Backtest, Strategy  # noqa: E402

MODULES_MS = (time.process_time() - BEFORE) * 1000
FAST, SLOW = 10, 30
COMMISSION = 0.001


def sma(values, period):
    return pd.Series(values).rolling(period).mean()


def crosses_above(one, other):
    """As the job has it: also from a tie, which the engine's own `crossover` does not count."""
    return one[-2] <= other[-2] and one[-1] > other[-1]


class Cross(Strategy):
    def init(self):
        self.fast = self.I(sma, self.data.Close, FAST)
        self.slow = self.I(sma, self.data.Close, SLOW)

    def next(self):
        if crosses_above(self.fast, self.slow) and not self.position:
            self.buy(size=1)
        elif crosses_above(self.slow, self.fast) and self.position:
            self.position.close()


def read(file):
    names = ["Time", "Open", "High", "Low", "Close", "Volume"]
    frame = pd.read_csv(file, names=names)
    frame.index = pd.to_datetime(frame.pop("Time"), unit="s")
    return frame.astype(float)


def trades_of(result, frame):
    """Closed trades in the order of their entries; what was closed at the last close, or not at all, is open."""
    last, last_close = len(frame) - 1, frame["Close"].iloc[-1]
    trades = []
    for _, trade in result["_trades"].sort_values("EntryBar").iterrows():
        at_the_end = trade["ExitBar"] == last and trade["ExitPrice"] == last_close
        trades.append([trade["EntryPrice"], None if at_the_end else trade["ExitPrice"]])
    still_open = getattr(result["_strategy"], "trades", ())
    return trades + [[trade.entry_price, None] for trade in still_open]


def one_pass(frame, balance):
    test = Backtest(frame, Cross, cash=balance, commission=COMMISSION)
    before = time.process_time()
    result = test.run()
    spent = (time.process_time() - before) * 1000
    return {"cpuMs": spent, "trades": trades_of(result, frame)}


def main():
    warnings.simplefilter("ignore")
    file, passes, balance = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    before = time.process_time()
    frame = read(file)
    candles_ms = (time.process_time() - before) * 1000
    report = {
        "modulesMs": MODULES_MS,
        "candlesMs": candles_ms,
        "passes": [one_pass(frame, balance) for _ in range(passes)],
        "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(report))


main()
