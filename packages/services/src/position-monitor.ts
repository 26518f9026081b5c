import type { CloseReason, Fill, Order } from '@q/events';
import type { Position, PositionChange } from '@q/trading';
import { currencyDecimals, PositionBook, roundTo } from '@q/trading';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';

export interface PositionMonitorOptions {
  readonly currency: string;
}

type Produces = 'PositionOpened' | 'PositionPartiallyClosed' | 'PositionClosed' | 'TakeProfitHit';

/** Keeps positions as the sum of their fills, and tells what became of each. */
export function positionMonitor({ currency }: PositionMonitorOptions): EventDrivenService {
  const book = new PositionBook();
  const entries = new Map<string, Order>();
  const exits = new Map<string, CloseReason>();
  const money = (amount: number): number => roundTo(amount, currencyDecimals(currency));
  const onFill = (fill: Fill, emit: Emit<Produces>): void => {
    const change = book.apply(fill);
    const entry = entries.get(fill.positionId);
    if (change === undefined || entry === undefined) return;
    tell(change, { fill, entry, reason: reasonOf(fill, exits), money }, emit);
    if (change.kind !== 'closed') return;
    entries.delete(fill.positionId);
    exits.delete(fill.clientOrderId);
  };
  return defineService({
    name: 'PositionMonitor',
    produces: ['PositionOpened', 'PositionPartiallyClosed', 'PositionClosed', 'TakeProfitHit'],
    on: {
      OrderPlaced({ order }) {
        if (order.intent === 'entry') entries.set(order.clientOrderId, order);
        else exits.set(order.clientOrderId, order.exitReason ?? 'exit_signal');
      },
      OrderPartiallyFilled: ({ fill }, emit) => onFill(fill, emit),
      OrderFilled: ({ fill }, emit) => onFill(fill, emit),
    },
  });
}

interface Telling {
  readonly fill: Fill;
  readonly entry: Order;
  readonly reason: CloseReason;
  readonly money: (amount: number) => number;
}

function tell({ kind, position }: PositionChange, telling: Telling, emit: Emit<Produces>): void {
  const { fill, entry, reason, money } = telling;
  const { positionId, symbol, direction } = position;
  const about = { positionId, symbol, strategy: entry.strategy, direction };
  if (kind === 'opened') emit(opened(position, entry, money(position.commission)));
  if (kind === 'opened' || kind === 'increased') return;
  if (fill.intent === 'target') emit({ type: 'TakeProfitHit', ...about, price: fill.price, volume: fill.volume });
  const profit = money(position.profit);
  const commission = money(position.commission);
  if (kind === 'reduced') {
    const { profit: partProfit, commission: partCommission, price: exitPrice, volume } = fill;
    const part = {
      volume,
      remaining: position.volume,
      exitPrice,
      profit: partProfit,
      commission: partCommission,
      reason,
    };
    emit({ type: 'PositionPartiallyClosed', ...about, ...part });
    return;
  }
  emit({
    type: 'PositionClosed',
    ...about,
    volume: position.initialVolume,
    entryPrice: position.entryPrice,
    exitPrice: position.exitPrice,
    profit,
    commission,
    netProfit: money(profit + commission),
    reason,
    openedAt: position.openedAt,
    closedAt: fill.filledAt,
  });
}

function opened(
  { positionId, symbol, direction, volume, entryPrice, openedAt }: Position,
  entry: Order,
  commission: number,
) {
  return {
    type: 'PositionOpened',
    positionId,
    symbol,
    strategy: entry.strategy,
    direction,
    volume,
    entryPrice,
    ...(entry.stopLoss === undefined ? {} : { stopLoss: entry.stopLoss.price }),
    ...(entry.takeProfit === undefined ? {} : { takeProfit: entry.takeProfit.price }),
    commission,
    openedAt,
  } as const;
}

function reasonOf({ intent, clientOrderId }: Fill, exits: ReadonlyMap<string, CloseReason>): CloseReason {
  if (intent === 'stop') return 'stop_loss';
  return intent === 'target' ? 'take_profit' : (exits.get(clientOrderId) ?? 'exit_signal');
}
