import type { Alert } from '../alert.js';
import type { PostRequest } from '../post.js';

/** A kind of receiver: how an alert is written for it. */
export interface Channel {
  /** The sink's name in the configuration: what messages call it. */
  readonly name: string;
  /** @param at when it is sent, ms UTC */
  request(alert: Alert, at: number): PostRequest;
}
