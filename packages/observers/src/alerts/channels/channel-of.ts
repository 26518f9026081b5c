import type { Severity } from '../alert.js';
import type { Channel } from './channel.js';
import { discord } from './discord.js';
import { slack } from './slack.js';
import { telegram } from './telegram.js';
import { webhook } from './webhook.js';

interface OfSink {
  readonly name: string;
  /** Least severity that is sent there. */
  readonly minSeverity: Severity;
}

/** Where alerts go, with the secrets that are needed for it. */
export type AlertSink = OfSink &
  (
    | { readonly kind: 'telegram'; readonly token: string; readonly chatId: string; readonly api: string }
    | { readonly kind: 'slack' | 'discord'; readonly url: string }
    | { readonly kind: 'webhook'; readonly url: string; readonly secret: string }
  );

export function channelOf(sink: AlertSink): Channel {
  switch (sink.kind) {
    case 'telegram':
      return telegram(sink);
    case 'slack':
      return slack(sink);
    case 'discord':
      return discord(sink);
    case 'webhook':
      return webhook(sink);
  }
}
