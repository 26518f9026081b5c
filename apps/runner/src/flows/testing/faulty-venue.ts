import type { AccountSnapshot, ApprovedOrder, Broker, BrokerInbox, ClientOrderId } from '@q/events';

/** What a venue does otherwise: `true` means that this was all, and the real one hears nothing of it. */
export interface VenueFaults {
  readonly submit?: (order: ApprovedOrder, inbox: BrokerInbox) => boolean;
  readonly cancel?: (clientOrderId: ClientOrderId, inbox: BrokerInbox) => boolean;
  readonly query?: (clientOrderId: ClientOrderId, inbox: BrokerInbox) => boolean;
  /** Keeps what the venue says of the account to itself. */
  readonly account?: (account: AccountSnapshot) => boolean;
}

/** A venue with faults in front of a real one; everything else goes through. */
export const withFaults =
  ({ submit, cancel, query, account }: VenueFaults) =>
  (venue: Broker): Broker => {
    let inbox: BrokerInbox | undefined;
    const isDone = (fault: ((connected: BrokerInbox) => boolean | undefined) | undefined): boolean =>
      inbox !== undefined && fault?.(inbox) === true;
    return {
      connect(connected) {
        inbox = connected;
        venue.connect({
          ...connected,
          account(snapshot) {
            if (account?.(snapshot) !== true) connected.account(snapshot);
          },
        });
      },
      submit(order) {
        if (!isDone((connected) => submit?.(order, connected))) venue.submit(order);
      },
      cancel(clientOrderId) {
        if (!isDone((connected) => cancel?.(clientOrderId, connected))) venue.cancel(clientOrderId);
      },
      moveStop: (clientOrderId, price) => venue.moveStop(clientOrderId, price),
      query(clientOrderId) {
        if (!isDone((connected) => query?.(clientOrderId, connected))) venue.query(clientOrderId);
      },
      spreadOf: (symbol) => venue.spreadOf?.(symbol),
      close: () => venue.close(),
    };
  };

/** Rejects so many exits before it takes one. */
export function rejectingExits(times: number): (venue: Broker) => Broker {
  let left = times;
  return withFaults({
    submit({ intent, clientOrderId }, inbox) {
      if (intent !== 'exit' || left === 0) return false;
      left -= 1;
      inbox.rejected(clientOrderId, 'the market is closed');
      return true;
    },
  });
}
