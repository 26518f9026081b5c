import type { ConfigInput } from '@q/config';
import { defineConfig } from '@q/config';
import type { ClientOrderId, Fill, OrderDeniedEvent } from '@q/events';
import type { SymbolLedger } from '../../data-ledger/symbol-ledger.js';
import type { BacktestResult } from '../../run-backtest.js';
import type { Trade } from '../../trade-recorder.js';
import type { EquityTrack } from '../equity-track.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** Monday 2025-01-06, midnight. */
export const MONDAY = Date.UTC(2025, 0, 6);

/** An amount at two decimals, half away from zero. */
export const cents = (amount: number): number => (Math.sign(amount) * Math.round(Math.abs(amount) * 100)) / 100 + 0;

let made = 0;

/** A long trade of one lot of EURUSD over an hour, without commission. */
export function tradeOf(netProfit: number, more: Partial<Trade> = {}): Trade {
  made += 1;
  const { commission = 0, openedAt = MONDAY } = more;
  return {
    positionId: `position-${made}`,
    symbol: 'EURUSD',
    strategy: 'made',
    direction: 'long',
    volume: 1,
    entryPrice: 1.1,
    exitPrice: 1.1,
    openedAt,
    closedAt: openedAt + HOUR_MS,
    profit: netProfit - commission,
    commission,
    netProfit,
    reason: 'exit_signal',
    adverse: 0,
    favorable: 0,
    ...more,
  };
}

export function tradesOf(...netProfits: readonly number[]): Trade[] {
  return netProfits.map((netProfit) => tradeOf(netProfit));
}

/** The same values over and over. */
export function repeated<T>(values: readonly T[], times: number): T[] {
  return Array.from({ length: times }, () => values).flat();
}

/** The two fills of a trade, half of the commission on each. */
export function fillsOf(trade: Trade): Fill[] {
  const { positionId, symbol, direction, volume, commission } = trade;
  const id = positionId as ClientOrderId;
  const common = { positionId: id, symbol, volume, remaining: 0, commission: commission / 2 };
  const [into, outOf] = direction === 'long' ? (['buy', 'sell'] as const) : (['sell', 'buy'] as const);
  return [
    {
      ...common,
      tradeId: `${id}-in`,
      clientOrderId: id,
      intent: 'entry',
      side: into,
      price: trade.entryPrice,
      profit: 0,
      filledAt: trade.openedAt,
    },
    {
      ...common,
      tradeId: `${id}-out`,
      clientOrderId: `${id}-x` as ClientOrderId,
      intent: 'exit',
      side: outOf,
      price: trade.exitPrice,
      profit: trade.profit,
      filledAt: trade.closedAt,
    },
  ];
}

export function trackOf(...points: readonly (readonly [at: number, equity: number])[]): EquityTrack {
  return {
    at: Float64Array.from(points, ([at]) => at),
    equity: Float64Array.from(points, ([, equity]) => equity),
  };
}

export function denialOf(reason: OrderDeniedEvent['reason']): OrderDeniedEvent {
  const said = { type: 'OrderDenied', message: 'no', decidedAt: MONDAY } as const;
  return { ...said, strategy: 'made', symbol: 'EURUSD', direction: 'long', reason };
}

/** Of five sound days without a gap. */
export function ledgerOf(symbol: string, more: Partial<SymbolLedger> = {}): SymbolLedger {
  return {
    symbol,
    timeframe: '1d',
    startsAt: MONDAY,
    endsAt: MONDAY + 5 * DAY_MS,
    rows: 5,
    soundBars: 5,
    warmUpBars: 0,
    expectedBars: 5,
    gapBars: 0,
    gaps: 0,
    coveragePercent: 100,
    longestGaps: [],
    flaws: [],
    higher: [],
    ...more,
  };
}

export interface HandMade {
  readonly config?: ConfigInput;
  readonly trades?: readonly Trade[];
  /** Instants and what equity and balance became. */
  readonly equity?: readonly (readonly [at: number, equity: number])[];
  readonly more?: Partial<BacktestResult>;
}

/** A result with these trades, their fills and this equity; 10,000 USD and EURUSD where nothing else is said. */
export function resultOf({ config, trades = [], equity = [[MONDAY, 10_000]], more }: HandMade = {}): BacktestResult {
  const { at, equity: values } = trackOf(...equity);
  return {
    config: defineConfig(config ?? { trading: { symbols: ['EURUSD'], timeframes: ['1'] } }),
    trades,
    orders: [],
    fills: trades.flatMap(fillsOf),
    signals: [],
    denials: [],
    equity: { length: at.length, at, equity: values, balance: values },
    levels: [],
    openPositions: 0,
    figures: {
      cycles: 0,
      candles: [],
      signals: 0,
      ordersPlaced: 0,
      ordersDenied: 0,
      fills: 0,
      positionsOpened: trades.length,
      positionsClosed: trades.length,
      errors: 0,
      events: 0,
      balance: undefined,
      equity: undefined,
      currency: undefined,
    },
    data: [ledgerOf('EURUSD')],
    ...more,
  };
}
