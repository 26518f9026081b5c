import type { Channel } from './channel.js';
import { fitted, messageOf } from './message.js';

export interface TelegramOptions {
  readonly name: string;
  readonly token: string;
  readonly chatId: string;
  /** Where the Bot API is. */
  readonly api: string;
}

const LONGEST = 4_096;

/** A message by a Telegram bot: plain text without a parse mode, so that nothing in it is markup. */
export function telegram({ name, token, chatId, api }: TelegramOptions): Channel {
  const url = `${api.replace(/\/+$/, '')}/bot${token}/sendMessage`;
  return {
    name,
    request(alert) {
      const text = fitted(messageOf(alert), LONGEST, unnamed);
      const body = JSON.stringify({ chat_id: chatId, text, link_preview_options: { is_disabled: true } });
      return { url, headers: { 'content-type': 'application/json' }, body };
    },
  };
}

/** A name behind an @ calls somebody, also in plain text: a space without width is put between. */
function unnamed(letter: string): string {
  return letter === '@' ? '@\u200b' : letter;
}
