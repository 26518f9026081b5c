import type { Alert } from '../alert.js';

export const SAMPLE: Alert = {
  id: 'a-1',
  rule: 'order_unknown',
  severity: 'critical',
  title: 'the answer to an order was lost',
  text: 'no answer in 10 s',
  at: Date.UTC(2025, 0, 6, 8, 4),
  symbol: 'EURUSD',
  correlationId: '1a2b3c4d',
  fields: { client_order_id: 'abc', volume: 0.1 },
};
