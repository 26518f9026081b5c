export interface ServiceStartedEvent {
  readonly type: 'ServiceStarted';
  readonly service: string;
}

export interface ServiceStoppedEvent {
  readonly type: 'ServiceStopped';
  readonly service: string;
}

/** A service was restarted for one symbol, or for all where no symbol is named. */
export interface ServiceRestartedEvent {
  readonly type: 'ServiceRestarted';
  readonly service: string;
  readonly symbol?: string;
  /** Restarts since it last worked. */
  readonly restarts: number;
}

/** The restart budget is spent. `reaction` is what the configuration says to do about it. */
export interface ServiceFailedEvent {
  readonly type: 'ServiceFailed';
  readonly service: string;
  readonly symbol?: string;
  readonly reason: string;
  readonly reaction: 'degrade' | 'halt';
  /** Whether it stands in the line from candle to order: entries are blocked then. A bot's own service blocks none. */
  readonly blocksEntries: boolean;
}

/** A handler threw. The others got the event all the same. */
export interface HandlerFailedEvent {
  readonly type: 'HandlerFailed';
  readonly subscriber: string;
  readonly eventType: string;
  readonly eventId: number;
  readonly symbol?: string;
  readonly message: string;
}

/** The durable journal has no room, or has room again. Without room there are no new entries; exits go on. */
export interface JournalStateChangedEvent {
  readonly type: 'JournalStateChanged';
  readonly writable: boolean;
  readonly message: string;
}

export type SystemEvent =
  | ServiceStartedEvent
  | ServiceStoppedEvent
  | ServiceRestartedEvent
  | ServiceFailedEvent
  | HandlerFailedEvent
  | JournalStateChangedEvent;
