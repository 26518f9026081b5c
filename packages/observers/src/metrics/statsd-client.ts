import type { StatsD } from 'hot-shots';
import { MetricsStartError } from './metrics-start-error.js';

export interface StatsdClientOptions {
  readonly host: string;
  readonly port: number;
  readonly prefix: string;
  readonly onError: (error: unknown) => void;
}

type LoadHotShots = () => Promise<{ readonly StatsD: typeof StatsD }>;

/** One packet of an ordinary network. */
const PACKET_BYTES = 1_400;

/**
 * A client of hot-shots, which is loaded only here: it is installed by those who want it.
 * @throws MetricsStartError where it is not installed
 */
export async function makeStatsdClient(
  { host, port, prefix, onError }: StatsdClientOptions,
  load: LoadHotShots = () => import('hot-shots'),
): Promise<StatsD> {
  const { StatsD } = await load().catch((error: unknown) => {
    throw new MetricsStartError(
      'metrics.statsd needs the package hot-shots, which is not installed: install it (pnpm add hot-shots), or set metrics.statsd.enabled to false',
      error,
    );
  });
  return new StatsD({
    host,
    port,
    prefix,
    protocol: 'udp',
    cacheDns: true,
    maxBufferSize: PACKET_BYTES,
    closingFlushInterval: 1,
    errorHandler: onError,
    // All that it would else read from variables of the environment, which only the configuration does here.
    datadog: false,
    includeDataDogTags: false,
    includeDatadogTelemetry: false,
  });
}
