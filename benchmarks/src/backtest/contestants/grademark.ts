import { DataFrame } from 'data-forge';
import type { IBar, IStrategy } from 'grademark';
import { backtest } from 'grademark';
import type { Market } from '../market.js';
import { FAST, settle, SLOW } from '../plain-job.js';
import type { Pass } from './contestant.js';

interface CrossBar extends IBar {
  /** 1 where the fast average crosses the slow one upwards, -1 downwards, else 0. */
  readonly cross: number;
}

/**
 * grademark counts no money: that of its trades is counted as the floor counts it. The averages are made in a plain loop, the fastest way that it
 * leaves to its user; on the candle of a fill it asks no rule.
 */
export function prepare(market: Market): Pass {
  const { openTime, open, high, low, close, volume, length } = market.columns;
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  const bars = Array.from({ length }, (_, row): IBar => {
    const prices = { open: at(open, row), high: at(high, row), low: at(low, row), close: at(close, row) };
    return { time: new Date(at(openTime, row)), ...prices, volume: at(volume, row) };
  });
  const series = new DataFrame<number, IBar>({ values: bars });
  return () => {
    const trades = backtest(STRATEGY, series);
    return settle(
      market,
      trades.map(({ entryPrice, exitPrice, exitReason }) => [
        entryPrice,
        exitReason === 'finalize' ? undefined : exitPrice,
      ]),
    );
  };
}

const STRATEGY: IStrategy<IBar, CrossBar> = {
  prepIndicators: ({ inputSeries }) => new DataFrame<number, CrossBar>({ values: withCrosses(inputSeries.toArray()) }),
  entryRule: (enterPosition, { bar }) => {
    if (bar.cross > 0) enterPosition();
  },
  exitRule: (exitPosition, { bar }) => {
    if (bar.cross < 0) exitPosition();
  },
};

function withCrosses(bars: readonly IBar[]): CrossBar[] {
  let [fastSum, slowSum, before] = [0, 0, NaN];
  return bars.map((bar, row) => {
    fastSum += bar.close - (bars[row - FAST]?.close ?? 0);
    slowSum += bar.close - (bars[row - SLOW]?.close ?? 0);
    const difference = row < SLOW - 1 ? NaN : fastSum / FAST - slowSum / SLOW;
    const cross = before <= 0 && difference > 0 ? 1 : before >= 0 && difference < 0 ? -1 : 0;
    before = difference;
    return { ...bar, cross };
  });
}
