import type { SystemConfig } from '@q/config';
import type { Envelope } from '@q/events';
import { EventBus } from '@q/events';
import { CorrelationContext } from '@q/logging';
import type { HistoryWriter } from './history-writer.js';
import { runsInRealTime } from './runs-in-real-time.js';
import type { Sockets } from './sockets.js';

export interface BusParts {
  readonly config: SystemConfig;
  readonly sockets: Sockets;
  readonly history: HistoryWriter | undefined;
  readonly onHandlerError: (error: unknown, subscriber: string, envelope: Envelope) => void;
}

/** The bus as configured, with history and watchdog listening in. */
export function makeBus({ config, sockets, history, onHandlerError }: BusParts): EventBus {
  const { mode, event_history_limit: historyLimit, queue_limit: queueLimit, overflow } = config.event_bus;
  const { clock, monotonicMs } = sockets;
  const watchdog = runsInRealTime(sockets) ? sockets.watchdog : undefined;
  const onPublish = (envelope: Envelope): void => {
    history?.add(envelope);
    watchdog?.handling(envelope.event.type);
  };
  return new EventBus({
    clock,
    mode,
    historyLimit,
    queueLimit,
    overflow,
    ...(history === undefined && watchdog === undefined ? {} : { onPublish }),
    tellsOfStretches: watchdog !== undefined || history?.keepsEveryCycle === true,
    ...(monotonicMs === undefined ? {} : { monotonicMs }),
    onHandlerError,
    around: (envelope, handle) => CorrelationContext.run(envelope.correlationId, handle),
  });
}
