import { createHmac } from 'node:crypto';
import type { Channel } from './channel.js';

export interface WebhookOptions {
  readonly name: string;
  readonly url: string;
  /** Signs what is posted. */
  readonly secret: string;
}

/**
 * The alert as JSON. `X-Quantronaute-Signature` is `sha256=` and the hex HMAC-SHA256 of timestamp, `.` and body with the secret;
 * the timestamp, in seconds, is that of the try and stands in `X-Quantronaute-Timestamp`.
 */
export function webhook({ name, url, secret }: WebhookOptions): Channel {
  return {
    name,
    request({ id, severity, rule, title, text, at, symbol, correlationId, fields }, sentAt) {
      const body = JSON.stringify({
        schema: 1,
        id,
        severity,
        rule,
        title,
        text,
        at,
        ...(symbol === undefined ? {} : { symbol }),
        ...(correlationId === undefined ? {} : { correlation_id: correlationId }),
        fields,
      });
      const timestamp = String(Math.floor(sentAt / 1_000));
      const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
      const headers = {
        'content-type': 'application/json',
        'x-quantronaute-timestamp': timestamp,
        'x-quantronaute-signature': `sha256=${signature}`,
      };
      return { url, headers, body };
    },
  };
}
