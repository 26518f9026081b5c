const HOUR_MS = 3_600_000;
/** A Monday. */
export const MONDAY = Date.UTC(2025, 0, 6);

/** Four days of hours that rise by a point each. */
export const risingHours = Array.from({ length: 24 * 4 }, (_, hour) => {
  const open = (110_000 + hour) / 1e5;
  const close = (110_001 + hour) / 1e5;
  return { openTime: MONDAY + hour * HOUR_MS, open, high: close, low: open, close, volume: 1 };
});
