import type { EventBus, ServiceFailedEvent, StrategyEvaluationErrorEvent } from '@q/events';

/** A service that was given up: what it does was not done any more, for its symbol, or for all where none is named. */
export interface ServiceFailure extends Pick<ServiceFailedEvent, 'service' | 'symbol' | 'reason'> {
  /** ms UTC. */
  readonly at: number;
}

/** A strategy that threw, whether it was given up or not: what it would have decided is not in the result. */
export interface StrategyErrors extends Pick<StrategyEvaluationErrorEvent, 'strategy' | 'symbol'> {
  readonly times: number;
  /** ms UTC of the first time, and what was thrown then. */
  readonly at: number;
  readonly message: string;
}

/** Writes down the services that were given up and the strategies that threw, each in the order in which they did. */
export class FailureRecorder {
  readonly failures: ServiceFailure[] = [];
  readonly #errors = new Map<string, StrategyErrors>();

  constructor(bus: EventBus) {
    bus.subscribe(
      'ServiceFailed',
      ({ service, symbol, reason }, { at }) =>
        void this.failures.push({ service, ...(symbol === undefined ? {} : { symbol }), reason, at }),
      { name: 'FailureRecorder', takesStretches: true },
    );
    bus.subscribe('StrategyEvaluationError', (error, { at }) => this.#threw(error, at), {
      name: 'FailureRecorder',
      takesStretches: true,
    });
  }

  get strategyErrors(): readonly StrategyErrors[] {
    return [...this.#errors.values()];
  }

  #threw({ strategy, symbol, message }: StrategyEvaluationErrorEvent, at: number): void {
    const key = `${symbol} ${strategy}`;
    const before = this.#errors.get(key) ?? { strategy, symbol, times: 0, at, message };
    this.#errors.set(key, { ...before, times: before.times + 1 });
  }
}

/** What a run lacks because something threw. */
export interface Failed {
  readonly failures?: readonly ServiceFailure[];
  readonly strategyErrors?: readonly StrategyErrors[];
}

/** A line for each: it belongs beside the figures, which say less than they seem to. */
export function failureWarnings({ failures = [], strategyErrors = [] }: Failed): readonly string[] {
  const givenUp = failures.map(
    ({ reason, at }) => `the run went on without a service from ${new Date(at).toISOString()}: ${reason}`,
  );
  return [...givenUp, ...strategyErrors.map(errorsText)];
}

function errorsText({ strategy, symbol, times, at, message }: StrategyErrors): string {
  const often = times === 1 ? 'once' : `${times} times`;
  return `strategy ${strategy} of ${symbol} threw ${often} and gave no signal then, first at ${new Date(at).toISOString()}: ${message}`;
}
