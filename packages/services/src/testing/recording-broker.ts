import type { AccountSnapshot, ApprovedOrder, Broker, BrokerInbox, ClientOrderId, Fill } from '@q/events';

/** A broker that keeps what it is told and says only what the test makes it say. */
export class RecordingBroker implements Broker {
  readonly submitted: ApprovedOrder[] = [];
  readonly queried: ClientOrderId[] = [];
  readonly canceled: ClientOrderId[] = [];
  readonly moved: (readonly [ClientOrderId, number])[] = [];
  inbox: BrokerInbox | undefined;
  /** Called on each submission. */
  onSubmit: (order: ApprovedOrder, inbox: BrokerInbox) => void = () => undefined;
  onQuery: (id: ClientOrderId, inbox: BrokerInbox) => void = () => undefined;

  get says(): BrokerInbox {
    if (this.inbox === undefined) throw new Error('nobody is connected');
    return this.inbox;
  }

  connect(inbox: BrokerInbox): void {
    this.inbox = inbox;
    inbox.account(accountOf(10_000));
  }

  submit(order: ApprovedOrder): void {
    this.submitted.push(order);
    this.onSubmit(order, this.says);
  }

  cancel(id: ClientOrderId): void {
    this.canceled.push(id);
  }

  moveStop(id: ClientOrderId, price: number): void {
    this.moved.push([id, price]);
  }

  query(id: ClientOrderId): void {
    this.queried.push(id);
    this.onQuery(id, this.says);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export function accountOf(equity: number, cause: AccountSnapshot['cause'] = 'mark'): AccountSnapshot {
  return { currency: 'USD', balance: equity, equity, openProfit: 0, cause, at: 0 };
}

let trades = 0;

/** The whole of an order filled at a price. */
export function fillOf(order: ApprovedOrder, parts: Partial<Fill> = {}): Fill {
  trades += 1;
  return {
    tradeId: `trade-${trades}`,
    clientOrderId: order.clientOrderId,
    // A position bears the id of its entry.
    positionId: (order.positionId ?? order.clientOrderId) as ClientOrderId,
    symbol: order.symbol,
    intent: order.intent,
    side: order.side,
    price: 1.1,
    volume: order.volume,
    remaining: 0,
    commission: -1,
    profit: 0,
    filledAt: 0,
    ...parts,
  };
}
