import type { EventBus, ServiceFailedEvent } from '@q/events';

/** A service that was given up: what it does was not done any more, for its symbol, or for all where none is named. */
export interface ServiceFailure extends Pick<ServiceFailedEvent, 'service' | 'symbol' | 'reason'> {
  /** ms UTC. */
  readonly at: number;
}

/** Writes down the services that were given up, in the order in which they were. */
export class FailureRecorder {
  readonly failures: ServiceFailure[] = [];

  constructor(bus: EventBus) {
    bus.subscribe(
      'ServiceFailed',
      ({ service, symbol, reason }, { at }) =>
        void this.failures.push({ service, ...(symbol === undefined ? {} : { symbol }), reason, at }),
      { name: 'FailureRecorder', takesStretches: true },
    );
  }
}

/** A line for each: it belongs beside the figures, which say less than they seem to. */
export function failureWarnings(failures: readonly ServiceFailure[]): readonly string[] {
  return failures.map(
    ({ reason, at }) => `the run went on without a service from ${new Date(at).toISOString()}: ${reason}`,
  );
}
