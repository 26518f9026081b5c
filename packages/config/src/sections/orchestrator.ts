import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck, exceeds } from './cross-check.js';
import { flag } from './fields.js';

export const watchdogSchema = crossCheck(
  z.strictObject({
    enabled: flag(true, 'Whether a second thread watches that the program still responds (paper and live only).'),
    warn_after: z.number().gt(0).default(0.25).describe('Seconds without a response until a warning is logged.'),
    degraded_after: z.number().gt(0).default(2).describe('Seconds without a response until the system is degraded.'),
    kill_after: z.number().gt(0).default(10).describe('Seconds without a response until the process is ended.'),
  }),
  (field, report) => {
    const steps = ['warn_after', 'degraded_after', 'kill_after'] as const;
    steps.slice(1).forEach((later, index) => {
      const earlier = steps[index] ?? later;
      const [before, after] = [field(earlier), field(later)];
      if (!exceeds(before, after) && before !== after) return;
      const message = `${later} (${String(after)}) must be more than ${earlier} (${String(before)})`;
      report({ path: [later], message, or: { path: [earlier] } });
    });
  },
);

/** How the system is kept alive. */
export const orchestratorSchema = z.strictObject({
  enable_auto_restart: flag(true, 'Whether a service that fails is restarted on that symbol.'),
  health_check_interval: z.number().min(10).default(60).describe('Seconds between two health checks, at least 10.'),
  status_log_interval: z.int().min(1).default(10).describe('Cycles between two status blocks in the log.'),
  max_consecutive_failures: z
    .int()
    .min(1)
    .default(3)
    .describe('Failures in a row after which a service is unhealthy; a success resets the count.'),
  max_restarts: z
    .int()
    .min(0)
    .default(5)
    .describe('Restarts that a service may have on one symbol within restart_window, and in a row.'),
  restart_window: z.number().min(1).default(60).describe('Seconds over which restarts are counted.'),
  on_service_failure: z
    .enum(['degrade', 'halt'])
    .default('degrade')
    .describe('What happens when a service has used up its restarts: the others go on, or everything stops.'),
  watchdog: watchdogSchema.prefault({}).describe('Notices when the program hangs.'),
});

export type WatchdogConfig = Frozen<z.output<typeof watchdogSchema>>;
export type OrchestratorConfig = Frozen<z.output<typeof orchestratorSchema>>;
