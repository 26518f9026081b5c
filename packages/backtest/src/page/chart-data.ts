import type { CandleColumns } from '@q/brokers';
import type { BacktestResult } from '../run-backtest.js';

/** Points of a chart: time in whole seconds UTC, ascending, each once. */
export interface ChartPoint {
  readonly time: number;
  readonly value: number;
}

export interface ChartCandle {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
}

/** An entry or exit on the candle chart. */
export interface ChartMarker {
  readonly time: number;
  readonly kind: 'entry' | 'exit';
  readonly direction: 'long' | 'short';
  readonly price: number;
  readonly won?: boolean;
}

export interface ChartData {
  readonly equity: readonly ChartPoint[];
  readonly drawdown: readonly ChartPoint[];
  /** What the start balance would be in the first symbol. */
  readonly buyAndHold: readonly ChartPoint[];
  readonly markets: readonly MarketChart[];
  /** Net profit of each trade. */
  readonly profits: readonly number[];
}

export interface MarketChart {
  readonly symbol: string;
  readonly digits: number;
  readonly candles: readonly ChartCandle[];
  readonly markers: readonly ChartMarker[];
}

/** More points than these make a page slow and show nothing more. */
const MOST_POINTS = 4_000;

/** The charts of a run, thinned to what a screen can show: the last value of each stretch, and whole candles. */
export function chartData(result: BacktestResult, market: Readonly<Record<string, CandleColumns>>): ChartData {
  const { equity, config, trades } = result;
  const points = Array.from({ length: equity.length }, (_, index) => ({
    time: seconds(equity.at[index] ?? 0),
    value: equity.equity[index] ?? NaN,
  }));
  const thin = thinned(points, MOST_POINTS);
  const markets = config.trading.symbols.flatMap((symbol) => {
    const columns = market[symbol];
    return columns === undefined ? [] : [marketChart(symbol, columns, result)];
  });
  return {
    equity: thin,
    drawdown: drawdownOf(thin),
    buyAndHold: buyAndHold(markets[0]?.candles ?? [], config.account.balance),
    markets,
    profits: trades.map(({ netProfit }) => netProfit),
  };
}

function marketChart(symbol: string, columns: CandleColumns, { config, trades }: BacktestResult): MarketChart {
  const size = Math.max(1, Math.ceil(columns.length / MOST_POINTS));
  const candles: ChartCandle[] = [];
  for (let first = 0; first < columns.length; first += size) candles.push(joined(columns, first, size));
  const timeOf = (at: number): number => candleAt(candles, seconds(at));
  const markers = trades
    .filter((trade) => trade.symbol === symbol)
    .flatMap(({ direction, openedAt, closedAt, entryPrice, exitPrice, netProfit }): ChartMarker[] => [
      { time: timeOf(openedAt), kind: 'entry', direction, price: entryPrice },
      { time: timeOf(closedAt), kind: 'exit', direction, price: exitPrice, won: netProfit > 0 },
    ]);
  const digits = config.instruments[symbol]?.digits ?? 2;
  return { symbol, digits, candles, markers: markers.sort((a, b) => a.time - b.time) };
}

function joined(columns: CandleColumns, first: number, size: number): ChartCandle {
  const end = Math.min(columns.length, first + size);
  let [high, low] = [-Infinity, Infinity];
  for (let row = first; row < end; row += 1) {
    high = Math.max(high, columns.high[row] ?? NaN);
    low = Math.min(low, columns.low[row] ?? NaN);
  }
  const time = seconds(columns.openTime[first] ?? 0);
  return { time, open: columns.open[first] ?? NaN, high, low, close: columns.close[end - 1] ?? NaN };
}

/** The time of the candle that an instant falls into. */
function candleAt(candles: readonly ChartCandle[], time: number): number {
  let [low, high] = [0, candles.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((candles[middle]?.time ?? Infinity) <= time) low = middle;
    else high = middle - 1;
  }
  return candles[low]?.time ?? time;
}

function thinned(points: readonly ChartPoint[], most: number): readonly ChartPoint[] {
  const size = Math.max(1, Math.ceil(points.length / most));
  const last = new Map<number, ChartPoint>();
  points.forEach((point, index) => last.set(Math.floor(index / size), point));
  // Two points in one second cannot both be drawn.
  const byTime = new Map([...last.values()].map((point) => [point.time, point]));
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

function drawdownOf(points: readonly ChartPoint[]): readonly ChartPoint[] {
  let peak = -Infinity;
  return points.map(({ time, value }) => {
    peak = Math.max(peak, value);
    return { time, value: peak > 0 ? ((value - peak) / peak) * 100 : 0 };
  });
}

function buyAndHold(candles: readonly ChartCandle[], balance: number): readonly ChartPoint[] {
  const first = candles[0]?.open;
  return first === undefined ? [] : candles.map(({ time, close }) => ({ time, value: (balance * close) / first }));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
