import { systemClock } from '@q/events';
import { fileStateStore } from '@q/journal';
import { getLogger } from '@q/logging';
import type { Sockets } from '@q/orchestrator';
import { threadWatchdog } from '@q/orchestrator';
import type { Run } from '../run.js';

/** What only a run in real time has: the watchdog, and without a journal the saved switch and risk state. */
export function paperSockets({ config, context, journal }: Run): Partial<Sockets> {
  if (config.mode !== 'paper') return {};
  const { watchdog } = config.orchestrator;
  const stores =
    journal === undefined
      ? {
          automationState: fileStateStore(config.automation.state_file),
          riskState: fileStateStore(config.risk.state_file),
        }
      : {};
  if (!watchdog.enabled || context.watchdogWorker === undefined) return stores;
  const logger = getLogger('services.Watchdog', { service: 'Watchdog' });
  return {
    ...stores,
    watchdog: threadWatchdog({
      workerUrl: context.watchdogWorker,
      clock: systemClock(),
      warnAfterMs: watchdog.warn_after * 1_000,
      degradedAfterMs: watchdog.degraded_after * 1_000,
      killAfterMs: watchdog.kill_after * 1_000,
      onError: (error) => logger.error('the watchdog has failed: a stalled event loop goes unnoticed', { error }),
      onStall: ({ ms, degraded, eventType }) => {
        const text = `the event loop stood still for ${ms} ms, last event ${eventType ?? 'none'}`;
        if (degraded) logger.error(text);
        else logger.warning(text);
      },
    }),
  };
}
