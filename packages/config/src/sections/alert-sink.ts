import * as z from 'zod';
import { isSafeUrl } from '../safe-url.js';
import { lineOfText } from './fields.js';

export const SEVERITIES = ['info', 'warning', 'critical'] as const;

/** Names of rules and sinks stand in alerts and messages. */
export const alertName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/, 'a name of up to 32 letters, digits, _ and -, such as phone');

const variable = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'the name of an environment variable, such as TELEGRAM_TOKEN');

const minSeverity = z.enum(SEVERITIES).default('info').describe('Least severity that is sent there.');

const telegram = z.strictObject({
  kind: z.literal('telegram').describe('Which kind of sink it is.'),
  token_env: variable.describe('Environment variable with the token of the bot.'),
  chat_id: z.union([lineOfText, z.int()]).describe('Chat that gets the alerts: its number or @name.'),
  api: z
    .string()
    .refine(isSafeUrl, {
      error: 'an https URL (http on this machine only) without user, such as https://api.telegram.org',
      params: { kind: 'form' },
    })
    .default('https://api.telegram.org')
    .describe('Where the Telegram API is.'),
  min_severity: minSeverity,
});

const slack = z.strictObject({
  kind: z.literal('slack').describe('Which kind of sink it is.'),
  url_env: variable.describe('Environment variable with the URL of the incoming webhook.'),
  min_severity: minSeverity,
});

const discord = z.strictObject({
  kind: z.literal('discord').describe('Which kind of sink it is.'),
  url_env: variable.describe('Environment variable with the URL of the webhook.'),
  min_severity: minSeverity,
});

const webhook = z.strictObject({
  kind: z.literal('webhook').describe('Which kind of sink it is.'),
  url_env: variable.describe('Environment variable with the URL that is posted to.'),
  secret_env: variable.describe('Environment variable with the secret that signs what is posted.'),
  min_severity: minSeverity,
});

/** Where alerts go. Secrets are named, never written: the environment holds them. */
export const alertSinkSchema = z.discriminatedUnion('kind', [telegram, slack, discord, webhook]);
