import type { EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';

export interface AutomationSwitchOptions {
  readonly enabled: boolean;
  /** Keeps the state over restarts; told before anybody else hears of a change. */
  readonly save: (state: {
    readonly enabled: boolean;
    readonly requestedBy: string;
    readonly reason: string;
    readonly changedAt: number;
  }) => void;
}

/** Holds the automation switch: commands come as events, the state goes out as one. */
export function automationSwitch({ enabled: initially, save }: AutomationSwitchOptions): EventDrivenService {
  let enabled = initially;
  return defineService({
    name: 'AutomationSwitch',
    produces: ['AutomationStateChanged'],
    on: {
      ToggleAutomation({ action, requestedBy, reason }, emit, { at }) {
        const wanted = action === 'QUERY' ? enabled : action === 'ENABLE';
        if (wanted === enabled && action !== 'QUERY') return;
        const previous = enabled;
        if (wanted !== enabled) save({ enabled: wanted, requestedBy, reason, changedAt: at });
        enabled = wanted;
        emit({ type: 'AutomationStateChanged', enabled, previous, requestedBy, reason });
      },
    },
  });
}
