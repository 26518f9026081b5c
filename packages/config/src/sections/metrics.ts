import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { flag, lineOfText } from './fields.js';

/** An endpoint that Prometheus reads; it also says whether the program is alive and ready. */
export const prometheusSchema = z.strictObject({
  enabled: flag(false, 'Whether /metrics, /healthz and /readyz are served.'),
  host: lineOfText
    .default('127.0.0.1')
    .describe('Address that is listened on: 127.0.0.1 is reached from this machine only, 0.0.0.0 from everywhere.'),
  port: z.int().min(0).max(65_535).default(9464).describe('TCP port of the endpoint; 0 takes any that is free.'),
});

/** The same figures, sent to a StatsD server. */
export const statsdSchema = z.strictObject({
  enabled: flag(false, 'Whether figures are sent to a StatsD server.'),
  host: lineOfText.default('127.0.0.1').describe('Where the StatsD server is.'),
  port: z.int().min(1).max(65_535).default(8125).describe('UDP port of the StatsD server.'),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, 'words of letters, digits, _ and - with dots between them')
    .default('quantronaute')
    .describe('What every name begins with.'),
  flavor: z
    .enum(['statsd', 'dogstatsd'])
    .default('statsd')
    .describe('Whether labels become parts of the name, or tags as the Datadog agent reads them.'),
  flush_interval: z.number().min(1).default(10).describe('Seconds between two sendings.'),
});

/** Figures for programs that watch. */
export const metricsSchema = z.strictObject({
  prometheus: prometheusSchema.prefault({}).describe('An endpoint that Prometheus reads.'),
  statsd: statsdSchema.prefault({}).describe('The same figures, sent to a StatsD server.'),
});

export type MetricsConfig = Frozen<z.output<typeof metricsSchema>>;
