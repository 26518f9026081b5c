import type { ApprovedOrder, Broker, Cause, ClientOrderId, Clock, Fill } from '@q/events';
import { SmallMap } from '@q/trading';
import type { Emit } from './define-service.js';
import type { ExecutionProduces } from './trade-execution.js';

export interface OrderDeskOptions {
  readonly broker: Broker;
  readonly clock: Clock;
  readonly answerTimeoutMs: number;
}

/** An order at the venue: where its events belong. */
export interface SentOrder {
  readonly symbol: string;
  readonly cause: Cause | undefined;
}

interface OpenOrder extends SentOrder {
  /** The stop and targets that live and die with this entry's position. */
  readonly attached: readonly ClientOrderId[];
  cancelTimer: (() => void) | undefined;
  /** Whether the venue has said anything about it. */
  isAnswered: boolean;
  /** That its fate is not known was told, and no answer has come since. */
  isUnknown: boolean;
  /** Whether nothing of it is left to be filled. */
  isFilled: boolean;
}

const LOOK_UP_AGAIN_MS = 5_000;

/** Knows every order that was sent and is not over: no answer goes astray, and no order is ever sent twice. */
export class OrderDesk {
  readonly #options: OrderDeskOptions;
  readonly #emit: Emit<ExecutionProduces>;
  readonly #orders = new SmallMap<ClientOrderId, OpenOrder>();
  /** Entries that make up a position: several on a netting account. */
  readonly #entriesOf = new SmallMap<string, ClientOrderId[]>();
  #lastFill: Cause | undefined;

  constructor(options: OrderDeskOptions, emit: Emit<ExecutionProduces>) {
    this.#options = options;
    this.#emit = emit;
  }

  /** Where the account's next change belongs: to the order that was filled last, or to the event being handled. */
  get accountCause(): Cause | undefined {
    const cause = this.#lastFill;
    this.#lastFill = undefined;
    return cause;
  }

  send(order: ApprovedOrder, approved: Cause): void {
    const { clientOrderId, symbol } = order;
    if (this.#orders.has(clientOrderId))
      throw new Error(`order ${clientOrderId} was sent before: it is not sent again`);
    const attached = attachedTo(order);
    const cause = this.#emit({ type: 'OrderPlaced', symbol, order }, approved);
    const open = openOrder(symbol, cause, attached);
    this.#orders.set(clientOrderId, open);
    for (const id of attached) this.#orders.set(id, openOrder(symbol, cause, NONE_ATTACHED));
    try {
      this.#options.broker.submit(order);
    } catch (error) {
      // Whether it left before the error cannot be told from here.
      this.unknown(clientOrderId, error instanceof Error ? error.message : String(error));
    }
    // A simulated venue answers at once, and nearly every order needs no timer.
    if (!open.isAnswered && open.cancelTimer === undefined)
      this.#watch(clientOrderId, open, this.#options.answerTimeoutMs);
  }

  /** The venue has the order. */
  answered(clientOrderId: ClientOrderId): OpenOrder {
    const order = this.of(clientOrderId);
    order.cancelTimer?.();
    order.cancelTimer = undefined;
    order.isUnknown = false;
    order.isAnswered = true;
    return order;
  }

  /** The order is over, and with an entry its stop and targets. */
  finished(clientOrderId: ClientOrderId): SentOrder {
    const order = this.answered(clientOrderId);
    this.#drop(clientOrderId, order);
    return order;
  }

  filled({ clientOrderId, positionId, intent, remaining }: Fill): SentOrder {
    const order = this.answered(clientOrderId);
    this.#lastFill = order.cause;
    if (intent === 'entry') {
      order.isFilled = remaining === 0;
      // An entry is remembered until its position is closed: its stop and targets fill under its name.
      const entries = this.#entriesOf.get(positionId);
      if (entries === undefined) this.#entriesOf.set(positionId, [clientOrderId]);
      else if (!entries.includes(clientOrderId)) entries.push(clientOrderId);
    } else if (remaining === 0) this.#orders.delete(clientOrderId);
    return order;
  }

  /** Its fate is not known: say so once, look it up until there is an answer, and never send it again. */
  unknown(clientOrderId: ClientOrderId, message: string): void {
    const order = this.of(clientOrderId);
    if (!order.isUnknown)
      this.#emit({ type: 'OrderUnknown', symbol: order.symbol, clientOrderId, message }, order.cause);
    order.isUnknown = true;
    this.#watch(clientOrderId, order, LOOK_UP_AGAIN_MS);
    this.#options.broker.query(clientOrderId);
  }

  /** The position is closed: nothing of its entries can happen any more, but that what is left of one is filled. */
  closed(positionId: string): void {
    for (const id of this.#entriesOf.get(positionId) ?? NONE_ATTACHED) {
      const order = this.of(id);
      if (order.isFilled) this.#drop(id, order);
    }
    this.#entriesOf.delete(positionId);
  }

  /** Looks nothing up any more. */
  stop(): void {
    for (const order of this.#orders.values()) order.cancelTimer?.();
  }

  of(clientOrderId: ClientOrderId): OpenOrder {
    const order = this.#orders.get(clientOrderId);
    // An order that nobody here sent: its events begin a chain of their own.
    return order ?? openOrder('', undefined, NONE_ATTACHED);
  }

  #watch(clientOrderId: ClientOrderId, order: OpenOrder, timeoutMs: number): void {
    order.cancelTimer?.();
    order.cancelTimer = this.#options.clock.setTimer(timeoutMs, () =>
      this.unknown(clientOrderId, `no answer for ${timeoutMs} ms`),
    );
  }

  #drop(clientOrderId: ClientOrderId, { attached }: OpenOrder): void {
    for (const id of attached) this.#orders.delete(id);
    this.#orders.delete(clientOrderId);
  }
}

const NONE_ATTACHED: readonly ClientOrderId[] = [];

function attachedTo({ stopLoss, takeProfits }: ApprovedOrder): readonly ClientOrderId[] {
  if (stopLoss === undefined && takeProfits === undefined) return NONE_ATTACHED;
  const attached = takeProfits?.map((target) => target.clientOrderId) ?? [];
  if (stopLoss !== undefined) attached.push(stopLoss.clientOrderId);
  return attached;
}

function openOrder(symbol: string, cause: Cause | undefined, attached: readonly ClientOrderId[]): OpenOrder {
  return { symbol, cause, attached, cancelTimer: undefined, isAnswered: false, isUnknown: false, isFilled: false };
}
