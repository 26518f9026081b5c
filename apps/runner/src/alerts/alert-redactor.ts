import type { Environment } from '@q/config';
import { environmentSecrets } from '@q/config';
import { createRedactor, type Redactor } from '@q/logging';
import type { AlertSink } from '@q/observers';

/** Hides the secrets of the sinks and of the environment, and whatever looks like one. */
export function alertRedactor(sinks: readonly AlertSink[], env?: Environment): Redactor {
  const secrets = sinks.flatMap(secretsOf);
  return createRedactor([...secrets, ...environmentSecrets(env)]);
}

/** Also the path of a webhook's URL: it is what lets one post there. */
function secretsOf(sink: AlertSink): readonly string[] {
  if (sink.kind === 'telegram') return [sink.token];
  const { pathname } = new URL(sink.url);
  return [sink.url, ...(pathname.length < 8 ? [] : [pathname]), ...(sink.kind === 'webhook' ? [sink.secret] : [])];
}
