import type { IDataFrame } from 'data-forge';
import { DataFrame } from 'data-forge';
import type { IBar, IStrategy } from 'grademark';
import { backtest } from 'grademark';
import type { Market } from '../market.js';
import { FAST, settle, SLOW } from '../plain-job.js';
import type { Pass } from './contestant.js';

/** Averages of closes over so many bars, one for each bar from the first that has so many. */
export type AveragesOf = (bars: IDataFrame<number, IBar>, length: number) => readonly number[];

interface CrossBar extends IBar {
  /** 1 where the fast average crosses the slow one upwards, -1 downwards, else 0. */
  readonly cross: number;
}

/** The averages are made in a plain loop, the fastest way that it leaves to its user. */
export function prepare(market: Market): Pass {
  return passOf(market, byHand);
}

/** grademark counts no money: that of its trades is counted as the floor counts it. On the candle of a fill it asks no rule. */
export function passOf(market: Market, averagesOf: AveragesOf): Pass {
  const strategy = strategyWith(averagesOf);
  const { openTime, open, high, low, close, volume, length } = market.columns;
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  const bars = Array.from({ length }, (_, row): IBar => {
    const prices = { open: at(open, row), high: at(high, row), low: at(low, row), close: at(close, row) };
    return { time: new Date(at(openTime, row)), ...prices, volume: at(volume, row) };
  });
  const series = new DataFrame<number, IBar>({ values: bars });
  return () => {
    const trades = backtest(strategy, series);
    return settle(
      market,
      trades.map(({ entryPrice, exitPrice, exitReason }) => [
        entryPrice,
        exitReason === 'finalize' ? undefined : exitPrice,
      ]),
    );
  };
}

function strategyWith(averagesOf: AveragesOf): IStrategy<IBar, CrossBar> {
  return {
    prepIndicators: ({ inputSeries }) =>
      new DataFrame<number, CrossBar>({
        values: withCrosses(inputSeries.toArray(), averagesOf(inputSeries, FAST), averagesOf(inputSeries, SLOW)),
      }),
    entryRule: (enterPosition, { bar }) => {
      if (bar.cross > 0) enterPosition();
    },
    exitRule: (exitPosition, { bar }) => {
      if (bar.cross < 0) exitPosition();
    },
  };
}

function withCrosses(bars: readonly IBar[], fast: readonly number[], slow: readonly number[]): CrossBar[] {
  let before = NaN;
  return bars.map((bar, row) => {
    const difference = (fast[row - FAST + 1] ?? NaN) - (slow[row - SLOW + 1] ?? NaN);
    const cross = before <= 0 && difference > 0 ? 1 : before >= 0 && difference < 0 ? -1 : 0;
    before = difference;
    return { ...bar, cross };
  });
}

function byHand(bars: IDataFrame<number, IBar>, length: number): readonly number[] {
  const all = bars.toArray();
  const averages: number[] = [];
  let sum = 0;
  all.forEach(({ close }, row) => {
    sum += close - (all[row - length]?.close ?? 0);
    if (row >= length - 1) averages.push(sum / length);
  });
  return averages;
}
