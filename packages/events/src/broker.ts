import type { AccountSnapshot } from './account.js';
import type { ApprovedOrder, ClientOrderId, Fill } from './order.js';

/** What a venue says. It may come during the command, later, or after a restart; an order is always named by our id. */
export interface BrokerInbox {
  accepted(clientOrderId: ClientOrderId, venueOrderId: string): void;
  /** A definite no: the order does not exist at the venue. */
  rejected(clientOrderId: ClientOrderId, message: string): void;
  filled(fill: Fill): void;
  canceled(clientOrderId: ClientOrderId, message: string): void;
  expired(clientOrderId: ClientOrderId): void;
  /** The answer was lost: the order may exist or not. */
  unknown(clientOrderId: ClientOrderId, message: string): void;
  account(account: AccountSnapshot): void;
  /** The venue did not move a stop: it stands where it stood, or its position is gone. */
  stopNotMoved(clientOrderId: ClientOrderId, message: string): void;
}

/** A venue. Commands out, events in: nothing is returned, everything comes through the inbox. */
export interface Broker {
  /** Before anything else: where to put what the venue says. The account's state is the first thing to come. */
  connect(inbox: BrokerInbox): void;
  submit(order: ApprovedOrder): void;
  /** Takes a waiting order back. The answer is `canceled`, or its fill where that was faster. */
  cancel(clientOrderId: ClientOrderId): void;
  /** Moves the stop of an open position; silence means that it was moved. */
  moveStop(clientOrderId: ClientOrderId, price: number): void;
  /** Asks what became of an order; the answer comes as if it had just happened, `rejected` where the venue has no such order. */
  query(clientOrderId: ClientOrderId): void;
  /** Distance between bid and ask that the venue shows for a symbol now, in price units; `undefined` where it shows none. */
  spreadOf?(symbol: string): number | undefined;
  close(): Promise<void>;
}
