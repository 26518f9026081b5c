import type { SwapRow } from '@q/trading';

const MARCH = Date.UTC(2013, 2, 1);

/**
 * Interest of the published runs over the month of USD/JPY quotes, in percent of the value. Its rates are not published, but how they are
 * applied: the same for both directions, on every day, three times on Wednesdays and Fridays, by calendar months. 0.049 percent in
 * February 2013, and 0.04 for the last night, which is booked on the first of March, give the balances of both runs. Each night is booked
 * when the next day begins in UTC.
 */
export const USD_JPY_INTEREST: readonly SwapRow[] = Array.from({ length: 28 }, (_, night) => {
  const at = Date.UTC(2013, 1, 2 + night);
  const isTriple = [4, 6].includes(new Date(at).getUTCDay());
  const percent = (at < MARCH ? 0.049 : 0.04) * (isTriple ? 3 : 1);
  return { at, long: percent, short: percent };
});
