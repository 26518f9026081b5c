import { problemOf } from './config-text.js';
import type { Environment } from './environment.js';
import { ConfigError } from './problems/config-error.js';
import type { Finding } from './problems/finding.js';
import { isSafeUrl } from './safe-url.js';
import type { AlertsConfig } from './sections/alerts.js';

/** A shorter secret could not be hidden in texts without blackening ordinary words. */
const SHORTEST_SECRET = 4;

interface OfSink {
  readonly name: string;
  readonly minSeverity: 'info' | 'warning' | 'critical';
}

/** A sink with what its environment variables hold: belongs in no configuration, file or log. */
export type AlertSinkAccess = OfSink &
  (
    | { readonly kind: 'telegram'; readonly token: string; readonly chatId: string; readonly api: string }
    | { readonly kind: 'slack' | 'discord'; readonly url: string }
    | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  );

/**
 * The sinks of a configuration with their secrets, from the environment of the process where none is given.
 * @throws ConfigError naming every variable that is missing or holds no usable value
 */
export function readAlertSinks(alerts: AlertsConfig, env: Environment = process.env): readonly AlertSinkAccess[] {
  const findings = alertSinkFindings(alerts, env);
  if (findings.length > 0) throw new ConfigError(findings.map(problemOf), new Map());
  const held = (variable: string): string => env[variable]?.trim() ?? '';
  return Object.entries(alerts.sinks).map(([name, sink]): AlertSinkAccess => {
    const of = { name, minSeverity: sink.min_severity };
    switch (sink.kind) {
      case 'telegram':
        return { ...of, kind: sink.kind, token: held(sink.token_env), chatId: String(sink.chat_id), api: sink.api };
      case 'slack':
      case 'discord':
        return { ...of, kind: sink.kind, url: held(sink.url_env) };
      case 'webhook':
        return { ...of, kind: sink.kind, url: held(sink.url_env), secret: held(sink.secret_env) };
    }
  });
}

/** What is wrong with the variables that sinks name. No message holds what a variable holds. */
export function alertSinkFindings({ sinks }: AlertsConfig, env: Environment): readonly Finding[] {
  return Object.entries(sinks).flatMap(([name, sink]) =>
    Object.entries(sink).flatMap(([key, variable]): readonly Finding[] => {
      if (!key.endsWith('_env')) return [];
      const wrong = faultOf(env[String(variable)]?.trim() ?? '', key);
      if (wrong === undefined) return [];
      const message = `the environment variable ${String(variable)} of the sink ${name} ${wrong}`;
      return [{ kind: 'environment', path: ['alerts', 'sinks', name, key], at: 'value', message }];
    }),
  );
}

function faultOf(text: string, key: string): string | undefined {
  if (text === '') return 'is not set';
  if (key === 'url_env')
    return isSafeUrl(text) ? undefined : 'must hold an https URL (http on this machine only) without user';
  if (key === 'token_env' && !/^[\w:.-]+$/.test(text)) return 'must hold a token of letters, digits and : . _ -';
  return text.length < SHORTEST_SECRET ? `must hold at least ${SHORTEST_SECRET} characters` : undefined;
}
