import type { ConfigInput, MetricsConfig } from '@q/config';
import { defineConfig } from '@q/config';
import { candlesFrom, Flow, RISE, strategyOf } from '../../flows/testing/flow.js';
import type { FlowOptions } from '../../flows/testing/flow.js';
import { watchReadiness } from '../readiness.js';
import type { RunningMetrics } from '../start-metrics.js';
import { startMetrics } from '../start-metrics.js';

/** Up, down and up again: entries, denials while positions are open, exits by rule, stop and target, wins and losses. */
const CLOSES = [...RISE, 1.25, 1.0, 1.0, 1.1, 1.2, 1.21, 1.22, 1.16, 1.1, 1.0, 1.0, 1.2, 1.2, 1.3, 1.3, 1.0, 1.0];
const RULED = strategyOf('buy-high', { entry: { long: 'close > 1.15' }, exit: { long: 'close < 1.05' } });
const PROTECTED = strategyOf('with "quotes" and \\', {
  entry: { long: 'close > 1.18' },
  risk: { sl: { type: 'fixed', value: 200 }, tp: { type: 'fixed', value: 50 } },
});

/** A small system with a busy day on two symbols; the day is repeated for a longer run. */
export function busyFlow({ days = 1, ...options }: Partial<FlowOptions> & { readonly days?: number } = {}): Flow {
  const closes = Array.from({ length: days }, () => CLOSES).flat();
  return new Flow({
    candles: { EURUSD: candlesFrom(closes), GBPUSD: candlesFrom(closes.map((close) => close + 0.02)) },
    strategies: { EURUSD: [RULED], GBPUSD: [PROTECTED] },
    costs: { spreadPips: 1, slippagePips: 0, commissionPerLot: 7 },
    ...options,
    config: { outputs: { history: 'all' }, risk: { cooldown_minutes: 2 }, ...options.config },
  });
}

/** The figures of a flow that has not started, as the runner starts them, on any port that is free. */
export function startFor(
  flow: Flow,
  metrics: ConfigInput['metrics'] = { prometheus: { enabled: true, port: 0 } },
  onError: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<RunningMetrics> {
  const { orchestrator, clock, config } = flow;
  return startMetrics({
    orchestrator,
    config: { ...config, metrics: metricsOf(metrics) },
    clock,
    readiness: watchReadiness({ orchestrator }),
    onError,
  });
}

export function metricsOf(metrics: ConfigInput['metrics']): MetricsConfig {
  return defineConfig({ trading: { symbols: ['EURUSD'], timeframes: ['1'] }, metrics }).metrics;
}

export async function scrape({ address }: RunningMetrics, path = '/metrics'): Promise<string> {
  return (await fetch(`${address}${path}`)).text();
}
