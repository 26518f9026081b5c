import type { CandleColumns } from '@q/brokers';
import type { BacktestResult } from '../run-backtest.js';
import type { Trade } from '../trade-recorder.js';
import type { ChartPoints } from './chart-points.js';
import { drawdownPoints, equityPoints } from './chart-points.js';
import { listedTrades } from './listed-trades.js';
import type { ChartMarket, MarketChart } from './market-chart.js';
import { chartMarket, marketChart, windowOf } from './market-chart.js';

/** Everything that the page's script draws. Times are whole seconds UTC. */
export interface ChartData {
  readonly currency: string;
  readonly equity: ChartPoints;
  /** Percent, 0 or below. */
  readonly drawdown: ChartPoints;
  /** What the start balance would be in the first symbol. */
  readonly buyAndHold: ChartPoints;
  readonly markets: readonly MarketChart[];
  /** Listed trades in the order of closing. */
  readonly trades: readonly ChartTrade[];
  /** Of all trades, also of those that are not listed. */
  readonly tradeCount: number;
}

export interface ChartTrade {
  readonly symbol: string;
  readonly strategy: string;
  readonly direction: 'long' | 'short';
  readonly volume: number;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly entry: number;
  readonly exit: number;
  /** Interest for carrying it over night, a part of the net profit. */
  readonly swap: number;
  readonly net: number;
  readonly reason: string;
  /** Seconds and price, from each instant on. */
  readonly stops: readonly (readonly [at: number, price: number])[];
  readonly targets: readonly number[];
  /** Place among the windows of its symbol. */
  readonly window: number;
}

/** The charts of a run: the same for the same run. */
export function chartData(result: BacktestResult, market: Readonly<Record<string, CandleColumns>>): ChartData {
  const { equity, config, trades, data } = result;
  const markets = data.flatMap((ledger) => {
    const columns = market[ledger.symbol];
    return columns === undefined ? [] : [chartMarket(ledger, columns)];
  });
  const drawable = trades.filter(({ symbol }) => markets.some((one) => one.symbol === symbol));
  const listed = listedTrades(drawable, (trade) => candlesOf(markets, trade));
  return {
    currency: config.account.currency,
    equity: equityPoints(equity),
    drawdown: drawdownPoints(equity),
    buyAndHold: buyAndHold(markets[0], config.account.balance),
    markets: markets.map((one) => marketChart(one, listed, result)),
    trades: chartTrades(listed, result),
    tradeCount: trades.length,
  };
}

function candlesOf(markets: readonly ChartMarket[], trade: Trade): number {
  const market = markets.find(({ symbol }) => symbol === trade.symbol);
  if (market === undefined) return 0;
  const { first, end, size } = windowOf(market, trade);
  return Math.ceil((end - first) / size);
}

function chartTrades(listed: readonly Trade[], { levels }: BacktestResult): readonly ChartTrade[] {
  const byPosition = new Map(levels.map((one) => [one.positionId, one]));
  const windows = new Map<string, number>();
  return listed.map((trade): ChartTrade => {
    const { symbol, strategy, direction, volume, reason } = trade;
    const window = windows.get(symbol) ?? 0;
    windows.set(symbol, window + 1);
    const { stops = [], targets = [] } = byPosition.get(trade.positionId) ?? {};
    return {
      symbol,
      strategy,
      direction,
      volume,
      openedAt: seconds(trade.openedAt),
      closedAt: seconds(trade.closedAt),
      entry: trade.entryPrice,
      exit: trade.exitPrice,
      swap: trade.swap ?? 0,
      net: trade.netProfit,
      reason,
      stops: stops.map(({ at, price }) => [seconds(at), price] as const),
      targets,
      window,
    };
  });
}

function buyAndHold(market: ChartMarket | undefined, balance: number): ChartPoints {
  if (market === undefined) return { time: [], value: [] };
  const { openTime, open, close } = market.columns;
  const first = open[0] ?? NaN;
  const at = openTime.map((time) => time + market.periodMs);
  return equityPoints({ length: close.length, at, equity: close.map((price) => (balance * price) / first) });
}

function seconds(ms: number): number {
  return Math.floor(ms / 1_000);
}
