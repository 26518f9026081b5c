import type { CloseReason, DenialReason, OrderDeniedEvent } from '@q/events';
import type { Trade } from '../trade-recorder.js';
import type { EquityTrack } from './equity-track.js';
import { equityAt } from './equity-track.js';
import type { Figure } from './figure.js';
import { quotient } from './figure.js';
import { sum } from './statistics.js';
import { isLost, isWon } from './trade-statistics.js';
import type { Range } from './trading-days.js';

type Money = (amount: number) => number;

/** Trades that have something in common. Money in account currency. */
export interface TradeGroup<Name extends string = string> {
  readonly name: Name;
  readonly trades: number;
  readonly won: number;
  readonly lost: number;
  /** 0 to 1. */
  readonly winRate: number;
  readonly netProfit: number;
  /** As in the trades: negative where the trader paid. */
  readonly commission: number;
  readonly averageNetProfit: number;
}

export interface MonthRow {
  /** `YYYY-MM`, UTC. */
  readonly month: string;
  /** Change of equity in account currency, open positions included: the months add up to the net profit of the run. */
  readonly netProfit: number;
  /** The change in percent of the equity at its beginning. */
  readonly returnPercent: Figure;
  /** Closed in it. */
  readonly trades: number;
}

/** Why entries were denied, and how often. */
export interface GateRow {
  readonly reason: DenialReason;
  readonly denied: number;
  /** Of all denials. */
  readonly sharePercent: number;
}

export function byReason(trades: readonly Trade[], money: Money): TradeGroup<CloseReason>[] {
  return grouped(trades, ({ reason }) => reason, money);
}

export function byStrategy(trades: readonly Trade[], money: Money): TradeGroup[] {
  return grouped(trades, ({ strategy }) => strategy, money);
}

export function bySymbol(trades: readonly Trade[], money: Money): TradeGroup[] {
  return grouped(trades, ({ symbol }) => symbol, money);
}

/** Months of the run in order, each from its beginning or that of the run. An instant at midnight belongs to what it ends. */
export function byMonth(
  trades: readonly Trade[],
  { track, range, money }: { readonly track: EquityTrack; readonly range: Range; readonly money: Money },
): MonthRow[] {
  const closed = new Map<string, number>();
  for (const { closedAt } of trades) {
    const month = monthOf(Math.max(range.startedAt, closedAt - 1));
    closed.set(month, (closed.get(month) ?? 0) + 1);
  }
  const rows: MonthRow[] = [];
  for (let from = range.startedAt; from < range.endedAt; from = nextMonth(from)) {
    const [before, after] = [equityAt(track, from), equityAt(track, Math.min(nextMonth(from), range.endedAt))];
    rows.push({
      month: monthOf(from),
      netProfit: money(after - before),
      returnPercent: quotient(100 * (after - before), before, 'equity was 0 or below at its beginning'),
      trades: closed.get(monthOf(from)) ?? 0,
    });
  }
  return rows;
}

/** The most frequent first. */
export function gates(denials: readonly OrderDeniedEvent[]): GateRow[] {
  const counts = new Map<DenialReason, number>();
  for (const { reason } of denials) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .map(([reason, denied]) => ({ reason, denied, sharePercent: (100 * denied) / denials.length }))
    .sort((a, b) => b.denied - a.denied || inOrder(a.reason, b.reason));
}

/** The largest group first. */
function grouped<Name extends string>(
  trades: readonly Trade[],
  nameOf: (trade: Trade) => Name,
  money: Money,
): TradeGroup<Name>[] {
  const groups = new Map<Name, Trade[]>();
  for (const trade of trades) {
    const name = nameOf(trade);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [trade]);
    else group.push(trade);
  }
  return [...groups]
    .map(([name, group]) => groupOf(name, group, money))
    .sort((a, b) => b.trades - a.trades || inOrder(a.name, b.name));
}

function groupOf<Name extends string>(name: Name, trades: readonly Trade[], money: Money): TradeGroup<Name> {
  const netProfit = sum(trades.map((trade) => trade.netProfit));
  const won = trades.filter(isWon).length;
  return {
    name,
    trades: trades.length,
    won,
    lost: trades.filter(isLost).length,
    winRate: won / trades.length,
    netProfit: money(netProfit),
    commission: money(sum(trades.map(({ commission }) => commission))),
    averageNetProfit: money(netProfit / trades.length),
  };
}

/** By code units: the same on every machine. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function monthOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 7);
}

function nextMonth(instant: number): number {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
