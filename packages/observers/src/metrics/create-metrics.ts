import type { Clock, EventBus } from '@q/events';
import type { Registry } from 'prom-client';
import { accountFigures } from './account-figures.js';
import { busFigures } from './bus-figures.js';
import { feedFigures } from './feed-figures.js';
import { MetricKit } from './metric-kit.js';
import { orderFigures } from './order-figures.js';
import { positionFigures } from './position-figures.js';
import { processFigures } from './process-figures.js';
import { reportOnce } from './report-once.js';
import { serviceFigures } from './service-figures.js';
import { systemFigures } from './system-figures.js';
import type { SystemReaders } from './system-reading.js';
import { readOnce } from './system-reading.js';
import type { TradedPair } from './trade-labels.js';
import { tradeLabels } from './trade-labels.js';
import { watchEvents } from './watched-events.js';

export interface MetricsOptions {
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly readers: SystemReaders;
  /** The clock of the run: ages are told by it. */
  readonly clock: Pick<Clock, 'now'>;
  /** Symbols and strategies that figures are kept of one by one; all others are `other`. */
  readonly symbols: readonly string[];
  readonly strategies: readonly TradedPair[];
  /** Told of the first error of the figures themselves; all are counted. */
  readonly onError: (error: unknown) => void;
}

export interface Metrics {
  /** The figures as prom-client keeps them; those that the system counts are read when they are asked for. */
  readonly registry: Registry;
  /** Stops listening and measuring. */
  close(): void;
}

/**
 * The figures of a system. Made before it starts, they have heard all of it. They watch and never publish: the run is the same with and
 * without them.
 */
export async function createMetrics(options: MetricsOptions): Promise<Metrics> {
  const { bus, readers, clock, symbols, strategies, onError } = options;
  const kit = await MetricKit.load();
  const read = readOnce(readers);
  const labels = tradeLabels(symbols, strategies);
  const errors = kit.counter({
    name: 'metrics_errors_total',
    help: 'Events that these figures could not count because of an error of their own.',
  });
  systemFigures(kit, read);
  busFigures(kit, read);
  serviceFigures(kit, read);
  const watches = [
    feedFigures(kit, read, { clock, symbols }),
    orderFigures(kit, labels),
    positionFigures(kit, labels),
    accountFigures(kit, read),
  ];
  const stopMeasuring = processFigures(kit);
  const tell = reportOnce(onError);
  const stopWatching = watchEvents(bus, watches, (error) => {
    errors.inc();
    tell(error);
  });
  return {
    registry: kit.registry,
    close() {
      stopWatching();
      stopMeasuring();
    },
  };
}
