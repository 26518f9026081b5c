import type { EventBus } from '@q/events';
import type { Sockets } from './sockets.js';
import type { SupervisedService } from './supervised-service.js';

/** How stopping went: everything is stopped even where something failed on the way. */
export interface StopReport {
  readonly errors: readonly unknown[];
  /** Something did not stop in time and was left as it was. */
  readonly timedOut: boolean;
}

export interface StopQuestion {
  /** The loop, where it still runs: its present cycle comes to its end first. */
  readonly running: Promise<void> | undefined;
  readonly bus: EventBus;
  readonly services: readonly SupervisedService[];
  readonly sockets: Sockets;
  readonly deadlineMs: number;
  readonly initialized: boolean;
  /** What was under way is done; now the services are stopped. */
  readonly onDrained?: () => void;
}

/** Lets the bus run empty, stops the services from the front of the line, then closes feed and broker. */
export async function stopServices({
  running,
  bus,
  services,
  sockets,
  deadlineMs,
  initialized,
  onDrained,
}: StopQuestion): Promise<StopReport> {
  const errors: unknown[] = [];
  let timedOut = false;
  let expired = false;
  const { expires, cancel } = deadline(sockets, deadlineMs);
  const step = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      const working = work();
      // Told to stop it is in any case; it is not waited for where there is no time left.
      if (expired) return void working.catch(() => undefined);
      const outcome = await Promise.race([working, expires]);
      if (outcome === EXPIRED) expired = true;
    } catch (error) {
      errors.push(error);
    }
    timedOut ||= expired;
  };
  await step(() => running ?? Promise.resolve());
  await step(() => bus.idle());
  await step(async () => onDrained?.());
  for (const supervised of initialized ? services : []) {
    await step(() => supervised.service.stop());
    await step(() => bus.idle());
    supervised.status = 'stopped';
    bus.publish({ type: 'ServiceStopped', service: supervised.service.name });
  }
  await step(() => sockets.feed.close());
  await step(() => sockets.broker.close());
  cancel();
  return { errors, timedOut };
}

const EXPIRED = Symbol('expired');

function deadline(
  { clock, pace }: Sockets,
  ms: number,
): { readonly expires: Promise<typeof EXPIRED>; readonly cancel: () => void } {
  let cancel = (): void => undefined;
  const expires = new Promise<typeof EXPIRED>((resolve) => {
    cancel = (pace?.clock ?? clock).setTimer(ms, () => resolve(EXPIRED));
  });
  return { expires, cancel };
}
