import type { AlertsConfig } from '@q/config';
import { readAlertSinks } from '@q/config';
import { systemClock } from '@q/events';
import type { TestResult } from '@q/observers';
import { sendTestAlert } from '@q/observers';
import { nearest } from '@q/trading';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../arguments.js';
import type { ExitCode } from '../exit-codes.js';
import { EXIT } from '../exit-codes.js';
import type { Output } from '../io.js';
import { loadSettings } from '../load-settings.js';
import { alertRedactor } from './alert-redactor.js';

/** `qbot alerts test [SINK]`: one test alert to each sink, or to the one that is named; also where alerts are off. */
export async function alertsTestVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { alerts } = loadSettings(args).config;
  if (Object.keys(alerts.sinks).length === 0) {
    output.err('error: there is no sink to test: name one in alerts.sinks of the configuration');
    return EXIT.configuration;
  }
  const sinks = readAlertSinks(chosen(alerts, args.verb[2]));
  const options = {
    fetch,
    clock: systemClock(),
    timeoutMs: alerts.timeout * 1_000,
    redact: alertRedactor(sinks),
  };
  const results = await Promise.all(sinks.map((sink) => sendTestAlert(sink, options)));
  const ok = results.every((result) => result.ok);
  if (args.json) output.out(JSON.stringify({ schema_version: 1, ok, sinks: results }, undefined, 2));
  else results.map(lineOf).forEach(output.out);
  return ok ? EXIT.ok : EXIT.problems;
}

/** @throws UsageError where no sink has that name */
function chosen(alerts: AlertsConfig, name: string | undefined): AlertsConfig {
  if (name === undefined) return alerts;
  const sink = Object.hasOwn(alerts.sinks, name) ? alerts.sinks[name] : undefined;
  if (sink !== undefined) return { ...alerts, sinks: { [name]: sink } };
  const names = Object.keys(alerts.sinks);
  const meant = nearest(name, names);
  const hint = meant === undefined ? `there are ${names.join(', ')}` : `did you mean "${meant}"?`;
  throw new UsageError(`there is no sink "${name}": ${hint}`);
}

function lineOf(result: TestResult): string {
  return result.ok ? `ok         ${result.sink}` : `failed     ${result.sink}: ${result.reason}; ${result.mend}`;
}
