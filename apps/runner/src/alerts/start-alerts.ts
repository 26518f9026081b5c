import type { Environment, SystemConfig } from '@q/config';
import { readAlertSinks } from '@q/config';
import type { Clock } from '@q/events';
import type { Redactor } from '@q/logging';
import type { AlertStatus, AlertWatchOptions, Fetch } from '@q/observers';
import { AlertWatch } from '@q/observers';
import type { WatchedSystem } from './alert-metrics.js';
import { alertMetrics } from './alert-metrics.js';
import { alertRedactor } from './alert-redactor.js';
import { alertSettings } from './alert-settings.js';

export interface StartAlertsOptions {
  readonly orchestrator: WatchedSystem;
  readonly config: SystemConfig;
  /** Real time, also where the run is virtual. */
  readonly clock: Clock;
  /** Hides what else is secret; the secrets of the sinks and of the environment are hidden in any case. */
  readonly redact?: Redactor;
  /** Numbers in place of those that are read from the system, by the names of `ALERT_METRICS`. */
  readonly readMetrics?: AlertWatchOptions['readMetrics'];
  /** Told in words, without secrets, of what did not reach a sink. */
  readonly onError: (message: string) => void;
  /** The global one where it is left out. */
  readonly fetch?: Fetch;
  /** 0 to 1: spreads retries. */
  readonly random?: () => number;
  /** The environment of the process where it is left out. */
  readonly env?: Environment;
}

export interface RunningAlerts {
  readonly status: () => AlertStatus;
  /** Sends what is left within the time given; what is `queued` in the end was not sent. */
  readonly close: (options: { readonly deadlineMs: number }) => Promise<AlertStatus>;
}

/**
 * Watches a system and tells people, where the configuration wants that. Changes nothing in the run.
 * @throws ConfigError naming the variables that sinks need and the environment has not
 */
export function startAlerts(options: StartAlertsOptions): RunningAlerts | undefined {
  const { orchestrator, config, clock, env, onError } = options;
  if (!config.alerts.enabled) return undefined;
  const sinks = readAlertSinks(config.alerts, env);
  const hideOurs = alertRedactor(sinks, env);
  const { redact: hideOthers = (text: string) => text } = options;
  const metrics = alertMetrics(orchestrator, clock);
  const watch = new AlertWatch({
    bus: orchestrator.bus,
    clock,
    sinks,
    ...alertSettings(config.alerts),
    fetch: options.fetch ?? ((url, init) => fetch(url, init)),
    random: options.random ?? Math.random,
    redact: (text) => hideOthers(hideOurs(text)),
    readMetrics: () => ({ ...metrics.read(), ...options.readMetrics?.() }),
    onError,
  });
  return {
    status: () => watch.status,
    async close(limit) {
      metrics.close();
      return watch.close(limit);
    },
  };
}
