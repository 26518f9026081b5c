"""SMA(10)/SMA(30) on backtrader: `backtrader_job.py FILE PASSES BALANCE`, a report as JSON on the standard output.

The clock of a pass starts when the strategy is made, after the candles were read: reading is counted apart.
"""

import json
import resource
import sys
import time

BEFORE = time.process_time()
import backtrader as bt  # noqa: E402

MODULES_MS = (time.process_time() - BEFORE) * 1000
FAST, SLOW = 10, 30
COMMISSION = 0.001


class Cross(bt.Strategy):
    def __init__(self):
        self.started = time.process_time()
        self.trades = []
        fast = bt.indicators.SMA(self.data.close, period=FAST)
        slow = bt.indicators.SMA(self.data.close, period=SLOW)
        self.cross = bt.indicators.CrossOver(fast, slow)

    def next(self):
        if self.cross[0] > 0 and not self.position:
            self.buy(size=1)
        elif self.cross[0] < 0 and self.position:
            self.close()

    def notify_order(self, order):
        if order.status != order.Completed:
            return
        if order.isbuy():
            self.trades.append([order.executed.price, None])
        else:
            self.trades[-1][1] = order.executed.price


def one_pass(file, balance):
    cerebro = bt.Cerebro(stdstats=False)
    cerebro.adddata(
        bt.feeds.GenericCSVData(
            dataname=file,
            dtformat=1,
            timeframe=bt.TimeFrame.Minutes,
            headers=False,
            openinterest=-1,
        )
    )
    cerebro.addstrategy(Cross)
    cerebro.broker.setcash(balance)
    cerebro.broker.setcommission(commission=COMMISSION)
    before = time.process_time()
    (strategy,) = cerebro.run(runonce=True, preload=True)
    ended = time.process_time()
    report = {"cpuMs": (ended - strategy.started) * 1000, "trades": strategy.trades}
    return (strategy.started - before) * 1000, report


def main():
    file, passes, balance = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    done = [one_pass(file, balance) for _ in range(passes)]
    report = {
        "modulesMs": MODULES_MS,
        "candlesMs": done[0][0],
        "passes": [one for _, one in done],
        "peakRssMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(report))


main()
