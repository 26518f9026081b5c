import { performance } from 'node:perf_hooks';
import { LoopLag } from './loop-lag.js';
import type { MetricKit } from './metric-kit.js';

/** The process: event loop, memory and processor time. @returns ends the measuring */
export function processFigures(kit: MetricKit): () => void {
  const loop = new LoopLag(() => process.uptime());
  kit.gauge(
    { name: 'event_loop_lag_p50_seconds', help: 'How late timers run: the median over the newest minute or so.' },
    () => [[loop.read().median]],
  );
  kit.gauge(
    {
      name: 'event_loop_lag_p99_seconds',
      help: 'How late timers run: the 99th percentile over the newest minute or so.',
    },
    () => [[loop.read().p99]],
  );
  kit.gauge(
    { name: 'event_loop_lag_max_seconds', help: 'How late timers run: the worst over the newest minute or so.' },
    () => [[loop.read().max]],
  );
  kit.gauge({ name: 'process_resident_memory_bytes', help: 'Memory of the process as the machine sees it.' }, () => [
    [process.memoryUsage.rss()],
  ]);
  kit.gauge({ name: 'process_heap_used_bytes', help: 'JavaScript heap in use.' }, () => [
    [process.memoryUsage().heapUsed],
  ]);
  kit.gauge({ name: 'process_heap_size_bytes', help: 'JavaScript heap reserved.' }, () => [
    [process.memoryUsage().heapTotal],
  ]);
  kit.gauge(
    { name: 'process_external_memory_bytes', help: 'Memory outside the JavaScript heap that its objects hold.' },
    () => [[process.memoryUsage().external]],
  );
  kit.readCounter({ name: 'process_cpu_seconds_total', help: 'Processor time that the process has used.' }, () => {
    const { user, system } = process.cpuUsage();
    return [[(user + system) / 1e6]];
  });
  kit.gauge(
    { name: 'process_start_time_seconds', help: 'When the process started, in seconds since 1970 UTC.' },
    () => [[performance.timeOrigin / 1_000]],
  );
  return () => loop.close();
}
