import type { Channel } from './channel.js';
import { fitted, messageOf } from './message.js';

const LONGEST = 4_000;
const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '@': '@\u200b' };

/** A message through an incoming webhook of Slack: plain text in which no `<!channel>`, `@here` or link is one. */
export function slack({ name, url }: { readonly name: string; readonly url: string }): Channel {
  return {
    name,
    request(alert) {
      const text = fitted(messageOf(alert), LONGEST, (letter) => ESCAPED[letter] ?? letter);
      const plain = { mrkdwn: false, parse: 'none', link_names: false, unfurl_links: false, unfurl_media: false };
      return { url, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text, ...plain }) };
    },
  };
}
