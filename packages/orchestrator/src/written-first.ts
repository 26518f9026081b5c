import type { Broker } from '@q/events';

/** A broker that gets no command before everything that led to it is durable. */
export function writtenFirst(broker: Broker, write: () => void): Broker {
  return {
    connect: (inbox) => broker.connect(inbox),
    submit(order) {
      write();
      broker.submit(order);
    },
    cancel(clientOrderId) {
      write();
      broker.cancel(clientOrderId);
    },
    moveStop(clientOrderId, price) {
      write();
      broker.moveStop(clientOrderId, price);
    },
    query: (clientOrderId) => broker.query(clientOrderId),
    spreadOf: (symbol) => broker.spreadOf?.(symbol),
    close: () => broker.close(),
  };
}
