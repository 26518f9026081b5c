import { createHmac } from 'node:crypto';
import type { Alert } from '../alert.js';
import { SAMPLE } from '../testing/sample-alert.js';
import { discord } from './discord.js';
import { slack } from './slack.js';
import { telegram } from './telegram.js';
import { webhook } from './webhook.js';

const HOSTILE: Alert = {
  ...SAMPLE,
  symbol: '@everyone <!channel> <@U123>',
  title: '*bold* [link](https://host.example) <b>x</b> @here',
  text: '`code` ||spoiler|| </a> & <#C1|general> @name',
};
const LONG: Alert = { ...SAMPLE, text: '<😀*&>'.repeat(3_000) };
const AT = Date.UTC(2025, 0, 6, 8, 5, 30, 700);

const written = (body: string): Record<string, unknown> => JSON.parse(body) as Record<string, unknown>;
const toTelegram = telegram({ name: 'phone', token: '1:abc', chatId: '-5', api: 'https://api.telegram.org/' });
const toSlack = slack({ name: 'ops', url: 'https://hooks.example/s' });
const toDiscord = discord({ name: 'room', url: 'https://hooks.example/d' });
const toWebhook = webhook({ name: 'pager', url: 'https://hooks.example/w', secret: 'signing-secret' });

test('a person reads severity, symbol, what happened, the numbers and where to look further', () => {
  expect(written(toTelegram.request(SAMPLE, AT).body)['text']).toBe(
    [
      'CRITICAL EURUSD the answer to an order was lost',
      'no answer in 10 s',
      'client_order_id abc · volume 0.1',
      'order_unknown · 1a2b3c4d · 2025-01-06 08:04:00 UTC',
    ].join('\n'),
  );
});

test('Telegram gets the chat and no parse mode: nothing in the text is markup, and no name calls anybody', () => {
  const { url, body } = toTelegram.request(HOSTILE, AT);
  expect(url).toBe('https://api.telegram.org/bot1:abc/sendMessage');
  expect(Object.keys(written(body))).toEqual(['chat_id', 'text', 'link_preview_options']);
  expect(written(body)['text']).not.toMatch(/@\w/);
});

test('Slack gets no mention, link or markup that a text could hold', () => {
  const { text, ...plain } = written(toSlack.request(HOSTILE, AT).body);
  expect(text).not.toMatch(/[<>]|@\w|&(?!amp;|lt;|gt;)/);
  expect(plain).toEqual({ mrkdwn: false, parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false });
});

test('Discord is told to mention nobody, and markup is shown as it is', () => {
  const { content, allowed_mentions: mentions } = written(toDiscord.request(HOSTILE, AT).body);
  expect(mentions).toEqual({ parse: [] });
  expect(content).not.toMatch(/@\w|(?<!\\)[*_`|<>[\]()]/);
});

test.each([
  ['Telegram', toTelegram, 'text', 4_096],
  ['Slack', toSlack, 'text', 4_000],
  ['Discord', toDiscord, 'content', 2_000],
] as const)('%s gets at most what it takes, and no letter is cut in two', (_, channel, key, longest) => {
  const text = String(written(channel.request(LONG, AT).body)[key]);
  expect(text.length).toBeLessThanOrEqual(longest);
  expect(text.length).toBeGreaterThan(longest - 10);
  expect(text).toMatch(/…$/);
  expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  expect(text).not.toMatch(key === 'text' && longest === 4_000 ? /&[a-z]*…$/ : /\\…$/);
});

test('a webhook gets the alert as JSON with a signature that the receiver can compute for itself', () => {
  const { url, headers, body } = toWebhook.request(SAMPLE, AT);
  expect(url).toBe('https://hooks.example/w');
  expect(written(body)).toEqual({
    schema: 1,
    id: 'a-1',
    severity: 'critical',
    rule: 'order_unknown',
    title: 'the answer to an order was lost',
    text: 'no answer in 10 s',
    at: SAMPLE.at,
    symbol: 'EURUSD',
    correlation_id: '1a2b3c4d',
    fields: { client_order_id: 'abc', volume: 0.1 },
  });
  expect(headers['x-quantronaute-timestamp']).toBe('1736150730');
  const expected = createHmac('sha256', 'signing-secret').update(`1736150730.${body}`).digest('hex');
  expect(headers['x-quantronaute-signature']).toBe(`sha256=${expected}`);
});
