import type { Clock } from '@q/events';
import type { StatsD } from 'hot-shots';
import type { Registry } from 'prom-client';
import { reportOnce } from './report-once.js';
import { makeStatsdClient } from './statsd-client.js';
import type { StatsdFlavor, StatsdPoint } from './statsd-points.js';
import { StatsdPoints } from './statsd-points.js';

export interface StatsdExportOptions {
  readonly registry: Registry;
  /** The machine's clock, also where the run has a virtual one. */
  readonly clock: Clock;
  readonly host: string;
  readonly port: number;
  readonly prefix: string;
  readonly flavor: StatsdFlavor;
  readonly flushIntervalMs: number;
  /** Told of the first error; the sending goes on. */
  readonly onError: (error: unknown) => void;
}

export interface StatsdExport {
  /** Sends the last values, and ends. */
  close(): Promise<void>;
}

const CLOSE_WITHIN_MS = 1_000;

/**
 * Sends the figures of a registry now and then. The next sending is planned when the one before is done, so never more than one reading
 * waits, however slow the network is; what could not be sent is lost, and nothing else.
 * @throws MetricsStartError where hot-shots is not installed
 */
export async function startStatsdExport(options: StatsdExportOptions): Promise<StatsdExport> {
  const { registry, clock, flavor, flushIntervalMs } = options;
  const tell = reportOnce(options.onError);
  const client = await makeStatsdClient({ ...options, onError: tell });
  const points = new StatsdPoints(flavor);
  let cancel: () => void = () => undefined;
  let sending: Promise<void> = Promise.resolve();
  let isClosed = false;

  const send = async (): Promise<void> => {
    try {
      for (const point of await points.read(registry)) sendPoint(client, flavor, point);
      await finished((done) => client.flush(done));
    } catch (error) {
      tell(error);
    }
  };
  const plan = (): void => {
    cancel = clock.setTimer(flushIntervalMs, () => {
      sending = send().then(() => (isClosed ? undefined : plan()));
    });
  };
  plan();
  return {
    async close() {
      isClosed = true;
      cancel();
      const ended = sending.then(send).then(() => finished((done) => client.close(done)).catch(tell));
      await within(clock, CLOSE_WITHIN_MS, ended);
    },
  };
}

function sendPoint(client: StatsD, flavor: StatsdFlavor, { kind, name, value, tags }: StatsdPoint): void {
  if (kind === 'count') return client.increment(name, value, 1, tags);
  // Plain StatsD takes a sign for a change of the gauge: only from 0 on is it a value.
  if (value < 0 && flavor === 'statsd') client.gauge(name, 0, 1, tags);
  client.gauge(name, value, 1, tags);
}

/** A call with a callback, as a promise. */
function finished(call: (done: (error?: Error) => void) => void): Promise<void> {
  return new Promise((resolve, reject) =>
    call((error) => (error === undefined || error === null ? resolve() : reject(error))),
  );
}

/** Whichever comes first: a name that cannot be looked up must not hold up the end. */
function within(clock: Clock, ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(ms, resolve);
    void work.finally(() => {
      cancel();
      resolve();
    });
  });
}
