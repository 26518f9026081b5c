import type { SystemConfig } from '@q/config';

/** The switchable steps of the line, and the event each sends to the next. */
const STEPS = [
  ['data_fetching', 'NewCandle'],
  ['indicator_calculation', 'IndicatorsCalculated'],
  ['strategy_evaluation', 'EntrySignal'],
  ['trade_execution', 'OrderPlaced'],
] as const;

/** Why the switches of a configuration cannot work: a step that is on behind one that is off. Empty where they can. */
export function findWiringProblems({ services }: Pick<SystemConfig, 'services'>): readonly string[] {
  return STEPS.flatMap(([step, event], place) => {
    if (services[step].enabled) return [];
    const waiting = STEPS.slice(place + 1).filter(([later]) => services[later].enabled);
    return waiting.map(
      ([later]) =>
        `services.${later} is enabled and lives on ${event} from services.${step}, which is disabled: enable ${step}, or disable ${later} too`,
    );
  });
}

/** The configuration switches off a service that another one lives on. */
export class WiringError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WiringError';
  }
}
