import type { ClientOrderId, CloseReason, Fill, Instrument, Order, PositionOpenedEvent } from '@q/events';
import type { Position, PositionChange } from '@q/trading';
import { currencyDecimals, PositionBook, roundTo, SmallMap } from '@q/trading';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import { StopKeeper } from './stop-keeper.js';

export interface PositionMonitorOptions {
  readonly currency: string;
  readonly instruments: Readonly<Record<string, Instrument>>;
}

type Produces =
  | 'PositionOpened'
  | 'PositionIncreased'
  | 'PositionPartiallyClosed'
  | 'PositionClosed'
  | 'TakeProfitHit'
  | 'StopLossMoved';

/** Keeps positions as the sum of their fills, moves their stops, and tells what became of each. */
export function positionMonitor(options: PositionMonitorOptions): EventDrivenService {
  const desk = new PositionDesk(options);
  return defineService({
    name: 'PositionMonitor',
    produces: [
      'PositionOpened',
      'PositionIncreased',
      'PositionPartiallyClosed',
      'PositionClosed',
      'TakeProfitHit',
      'StopLossMoved',
    ],
    stretch: {
      // Before anybody asks a strategy: it is asked once for a candle.
      limit: (stretch) => desk.stops.limit(stretch),
      take: (stretch) => desk.stops.takeStretch(stretch),
    },
    on: {
      OrderPlaced: ({ order }) => desk.placed(order),
      OrderPartiallyFilled: ({ fill }, emit) => desk.filled(fill, emit),
      OrderFilled: ({ fill }, emit) => desk.filled(fill, emit),
      OrderRejected: ({ clientOrderId }) => desk.gone(clientOrderId),
      OrderCanceled: ({ clientOrderId }) => desk.gone(clientOrderId),
      OrderExpired: ({ clientOrderId }) => desk.gone(clientOrderId),
      StopMoveRefused({ clientOrderId }, emit) {
        const back = desk.stops.refused(clientOrderId);
        if (back !== undefined) emit(back);
      },
      NewCandle({ symbol, candle }, emit) {
        for (const move of desk.stops.follow(symbol, candle)) emit(move);
      },
    },
  });
}

class PositionDesk {
  readonly stops: StopKeeper;
  readonly #book = new PositionBook();
  readonly #entries = new SmallMap<string, Entry>();
  readonly #exits = new SmallMap<string, CloseReason>();
  readonly #decimals: number;

  constructor({ currency, instruments }: PositionMonitorOptions) {
    this.stops = new StopKeeper((symbol) => instruments[symbol]);
    this.#decimals = currencyDecimals(currency);
  }

  placed(order: Order): void {
    if (order.intent === 'exit') this.#exits.set(order.clientOrderId, order.exitReason ?? 'exit_signal');
    else this.#entries.set(order.clientOrderId, { order, positionId: undefined, isFilled: false, isOver: false });
  }

  /** The order is over without a fill, or without more of them. */
  gone(clientOrderId: ClientOrderId): void {
    this.#exits.delete(clientOrderId);
    const entry = this.#entries.get(clientOrderId);
    if (entry?.positionId === undefined) this.#entries.delete(clientOrderId);
    else entry.isOver = true;
  }

  filled(fill: Fill, emit: Emit<Produces>): void {
    for (const change of this.#book.apply(fill)) this.#tell(change, emit);
  }

  #tell({ kind, position, fill }: PositionChange, emit: Emit<Produces>): void {
    const { positionId } = position;
    const owning = this.#entries.get(positionId);
    if (owning === undefined) return;
    const owner = owning.order;
    if (kind === 'opened' || kind === 'increased') {
      // On a netting account the position bears the id of its first entry, the fill that of the entry that made it.
      const entry = fill.clientOrderId === positionId ? owning : this.#entries.get(fill.clientOrderId);
      const isFirst = kind === 'opened' || entry?.isFilled !== true;
      if (entry !== undefined) {
        entry.positionId = positionId;
        entry.isFilled = true;
        entry.isOver = fill.remaining === 0;
      }
      this.stops.hold(position, { order: entry?.order ?? owner, fill, isFirst });
      const { volume, entryPrice } = position;
      if (kind === 'opened') emit(opened(position, owner, this.#money(position.commission)));
      else emit({ type: 'PositionIncreased', ...aboutOf(position, owner), volume, entryPrice });
      return;
    }
    const netted = fill.intent === 'entry' ? this.#entries.get(fill.clientOrderId) : undefined;
    if (netted !== undefined) netted.isFilled = true;
    if (fill.intent === 'target') {
      const { price, volume } = fill;
      emit({ type: 'TakeProfitHit', ...aboutOf(position, owner), price, volume });
    }
    if (kind === 'reduced') this.#reduced(position, { fill, owner }, emit);
    else this.#closed(position, { fill, owner }, emit);
  }

  #reduced(position: Position, { fill, owner }: Telling, emit: Emit<Produces>): void {
    const about = aboutOf(position, owner);
    const reason = this.#reasonOf(fill);
    const { profit, commission, price: exitPrice, volume } = fill;
    const part = { volume, remaining: position.volume, exitPrice, profit, commission, reason };
    emit({ type: 'PositionPartiallyClosed', ...about, ...part });
    const move = this.#movesStop(fill) ? this.stops.breakEven(position.positionId) : undefined;
    if (move !== undefined) emit(move);
    if (reason === 'netted' && fill.remaining === 0) this.#entries.delete(fill.clientOrderId);
  }

  #closed(position: Position, { fill, owner }: Telling, emit: Emit<Produces>): void {
    const { positionId, symbol, direction, entryPrice, exitPrice, openedAt } = position;
    const { strategy } = owner;
    const reason = this.#reasonOf(fill);
    const profit = this.#money(position.profit);
    const commission = this.#money(position.commission);
    emit({
      type: 'PositionClosed',
      positionId,
      symbol,
      strategy,
      direction,
      volume: position.initialVolume,
      entryPrice,
      exitPrice,
      profit,
      commission,
      netProfit: this.#money(profit + commission),
      reason,
      openedAt,
      closedAt: fill.filledAt,
    });
    for (const entry of this.#entries.values()) {
      if (entry.positionId !== positionId) continue;
      // What is left of an entry may open a position of the same name once more.
      if (entry.isOver) this.#entries.delete(entry.order.clientOrderId);
      else entry.positionId = undefined;
    }
    if (reason === 'netted' && fill.remaining === 0) this.#entries.delete(fill.clientOrderId);
    this.#exits.delete(fill.clientOrderId);
    this.stops.drop(positionId);
  }

  #money(amount: number): number {
    return roundTo(amount, this.#decimals);
  }

  #movesStop({ intent, clientOrderId, positionId }: Fill): boolean {
    if (intent !== 'target') return false;
    for (const entry of this.#entries.values()) {
      const targets = entry.positionId === positionId ? (entry.order.takeProfits ?? []) : [];
      if (targets.some((target) => target.clientOrderId === clientOrderId && target.moveStop)) return true;
    }
    return false;
  }

  #reasonOf({ intent, clientOrderId }: Fill): CloseReason {
    if (intent === 'stop') return 'stop_loss';
    if (intent === 'stop_out') return 'stop_out';
    if (intent === 'target') return 'take_profit';
    return intent === 'entry' ? 'netted' : (this.#exits.get(clientOrderId) ?? 'exit_signal');
  }
}

interface Entry {
  readonly order: Order;
  /** What its fills went into, as long as that is open. */
  positionId: string | undefined;
  /** Whether a part of it was filled: later ones change no stop. */
  isFilled: boolean;
  /** Whether nothing of it is left to be filled. */
  isOver: boolean;
}

interface Telling {
  readonly fill: Fill;
  /** The entry that opened the position. */
  readonly owner: Order;
}

function aboutOf({ positionId, symbol, direction }: Position, { strategy }: Order) {
  return { positionId, symbol, strategy, direction };
}

/** Each shape is written out: an event that is put together of parts costs many times as much. */
function opened(position: Position, entry: Order, commission: number): PositionOpenedEvent {
  const { positionId, symbol, direction, volume, entryPrice, openedAt } = position;
  const { strategy } = entry;
  const type = 'PositionOpened';
  const stopLoss = entry.stopLoss?.price;
  const takeProfits = entry.takeProfits?.map(({ price }) => price);
  if (stopLoss === undefined)
    return takeProfits === undefined
      ? { type, positionId, symbol, strategy, direction, volume, entryPrice, commission, openedAt }
      : { type, positionId, symbol, strategy, direction, volume, entryPrice, takeProfits, commission, openedAt };
  return takeProfits === undefined
    ? { type, positionId, symbol, strategy, direction, volume, entryPrice, stopLoss, commission, openedAt }
    : {
        type,
        positionId,
        symbol,
        strategy,
        direction,
        volume,
        entryPrice,
        stopLoss,
        takeProfits,
        commission,
        openedAt,
      };
}
