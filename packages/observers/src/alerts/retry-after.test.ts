import { retryAfterMs } from './retry-after.js';

const NOW = Date.UTC(2025, 0, 6, 8);

test.each([
  ['7', '', 7_000],
  ['0', '', 0],
  ['1.5', '', 1_500],
  ['Mon, 06 Jan 2025 08:00:30 GMT', '', 30_000],
  ['Mon, 06 Jan 2025 07:00:00 GMT', '', 0],
  [null, '{"retry_after": 0.65, "global": false}', 650],
  [null, '{"ok": false, "parameters": {"retry_after": 35}}', 35_000],
  ['2', '{"retry_after": 5}', 5_000],
  ['999999999', '', 86_400_000],
])('header %j and body %j ask for %s ms', (header, body, expected) => {
  expect(retryAfterMs(header, body, NOW)).toBe(expected);
});

test.each([
  [null, ''],
  ['soon', 'retry_after'],
  ['-5', '{"retry_after": "x"}'],
  ['2025', '{"parameters": null, "retry_after": -3}'],
])('header %j and body %j ask for nothing usable', (header, body) => {
  expect([undefined, 2_025_000]).toContain(retryAfterMs(header, body, NOW));
});
