import type { Channel } from './channel.js';
import { fitted, messageOf } from './message.js';

const LONGEST = 2_000;
const MARKUP = /[\\*_~`|>#[\]()<-]/;
/** Embeds of links are not shown. */
const SUPPRESS_EMBEDS = 4;

/** A message through a webhook of Discord: nobody is mentioned, whatever the text says, and nothing in it is markup. */
export function discord({ name, url }: { readonly name: string; readonly url: string }): Channel {
  return {
    name,
    request(alert) {
      const content = fitted(messageOf(alert), LONGEST, escaped);
      const body = JSON.stringify({ content, allowed_mentions: { parse: [] }, flags: SUPPRESS_EMBEDS });
      return { url, headers: { 'content-type': 'application/json' }, body };
    },
  };
}

function escaped(letter: string): string {
  if (letter === '@') return '@\u200b';
  return MARKUP.test(letter) ? `\\${letter}` : letter;
}
