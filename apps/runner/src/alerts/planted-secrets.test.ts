import { systemClock } from '@q/events';
import { BUY_HIGH, candlesFrom, Flow, RISE } from '../flows/testing/flow.js';
import { startAlerts } from './start-alerts.js';
import { receiver } from './testing/receiver.js';

const word = (number: number): string => Buffer.from(`planted-${number * 7_919}`).toString('base64url');
const jwtOf = (number: number): string => `eyJhbGciOiJIUzI1NiJ9.${word(number)}.${word(number + 1_000)}`;

interface Planted {
  readonly secret: string;
  /** Where it stands in what an event says. */
  readonly message: string;
  /** The variable that holds it, where it is known by that. */
  readonly variable?: readonly [string, string];
}

/** Twenty of each of five kinds. */
const PLANTED: readonly Planted[] = Array.from({ length: 20 }, (_, number): readonly Planted[] => {
  const [key, token, password, encoded] = [1, 2, 3, 4].map((kind) => word(number * 10 + kind)) as [
    string,
    string,
    string,
    string,
  ];
  return [
    { secret: key, message: `refused for ${key}!`, variable: [`BROKER_${number}_API_KEY`, key] },
    { secret: token, message: `{"token": "${token}", "Authorization": "Bearer ${token}"}` },
    { secret: password, message: `cannot reach postgres://bot:${password}@db.example:5432/x?api_key=${password}` },
    { secret: jwtOf(number), message: `session ${jwtOf(number)} is over` },
    {
      secret: encoded,
      message: `sent ${Buffer.from(encoded).toString('base64')} as ${encodeURIComponent(encoded)} and ${encoded}`,
      variable: [`DATABASE_${number}`, `mysql://bot:${encoded}@db.example/x`],
    },
  ];
}).flat();

test('one hundred planted secrets appear nowhere in what is sent or complained about', async () => {
  expect(PLANTED).toHaveLength(100);
  const hook = await receiver();
  const refusing = await receiver(403);
  const env = {
    ...Object.fromEntries(PLANTED.flatMap(({ variable }) => (variable === undefined ? [] : [variable]))),
    BOT_TOKEN: '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
    SLACK_URL: `${hook.url}/services/T000/B000/slack-path-secret`,
    DISCORD_URL: `${hook.url}/api/webhooks/1/discord-path-secret`,
    HOOK_URL: `${refusing.url}/in/webhook-path-secret`,
    HOOK_SECRET: 'the-signing-secret',
  };
  const flow = new Flow({
    candles: { EURUSD: candlesFrom(RISE) },
    strategies: { EURUSD: [BUY_HIGH] },
    config: {
      alerts: {
        enabled: true,
        deduplicate: 0,
        rules: {
          data: { event: 'DataFetchError', cooldown: 0 },
          handler: { on: 'handler_failed', cooldown: 0 },
          blocked: { on: 'trading_blocked', cooldown: 0 },
        },
        sinks: {
          phone: { kind: 'telegram', token_env: 'BOT_TOKEN', chat_id: 5, api: hook.url },
          ops: { kind: 'slack', url_env: 'SLACK_URL' },
          room: { kind: 'discord', url_env: 'DISCORD_URL' },
          pager: { kind: 'webhook', url_env: 'HOOK_URL', secret_env: 'HOOK_SECRET' },
        },
      },
    },
  });
  const errors: string[] = [];
  const { orchestrator, config } = flow;
  const onError = (message: string): void => void errors.push(message);
  const running = startAlerts({ orchestrator, config, clock: systemClock(), onError, env });
  const ours = [env.BOT_TOKEN, env.SLACK_URL, env.DISCORD_URL, env.HOOK_URL, env.HOOK_SECRET];
  for (const message of [...PLANTED.map((one) => one.message), ...ours]) {
    orchestrator.bus.publish({
      type: 'DataFetchError',
      symbol: 'EURUSD',
      timeframe: '1',
      reason: 'feed_failed',
      message,
    });
    orchestrator.bus.publish({
      type: 'HandlerFailed',
      subscriber: message,
      eventType: 'NewCandle',
      eventId: 1,
      symbol: message,
      message: `${message} at x`,
    });
    orchestrator.bus.publish({ type: 'TradingBlocked', reasons: [message] });
  }
  const status = await running?.close({ deadlineMs: 20_000 });
  await Promise.all([hook.close(), refusing.close()]);
  expect(status?.sinks.map(({ sent, failed, queued }) => [sent, failed, queued])).toEqual([
    [315, 0, 0],
    [315, 0, 0],
    [315, 0, 0],
    [0, 315, 0],
  ]);
  const bodies = [...hook.bodies, ...refusing.bodies].map((body) => JSON.stringify(body));
  const everything = [...bodies, ...errors, JSON.stringify(status), JSON.stringify(config)].join('\n');
  const forms = [...PLANTED.map(({ secret }) => secret), ...ours].flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
  ]);
  expect(forms.filter((form) => everything.includes(form))).toEqual([]);
  expect(everything).not.toMatch(/path-secret/);
  expect(everything).toContain('***');
});
