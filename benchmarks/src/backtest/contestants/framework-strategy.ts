import type { BTH } from '@backtest/framework';
import { FAST, SLOW } from '../plain-job.js';

/** Closes of the slow average, oldest overwritten first. */
const closes = new Float64Array(SLOW);
let [seen, fastSum, slowSum, before] = [0, 0, 0, NaN];
let wanted: 'entry' | 'exit' | undefined;

/**
 * The job as `@backtest/framework` runs it: called at each close, it decides for the next candle and trades there at the open, which the engine lets
 * it state. Its own `getCandles` searches all candles each time, so the averages are kept here.
 */
export async function runStrategy({ currentCandle, orderBook, buy, sell }: BTH): Promise<void> {
  const { openTime, open, close } = currentCandle;
  if (openTime < lastTime) begin();
  lastTime = openTime;
  if (wanted === 'entry') await buy({ price: open, baseAmount: 1, note: 'entry' });
  if (wanted === 'exit') await sell({ price: open, note: 'exit' });
  fastSum += close - (seen >= FAST ? (closes[(seen - FAST) % SLOW] ?? NaN) : 0);
  slowSum += close - (seen >= SLOW ? (closes[seen % SLOW] ?? NaN) : 0);
  closes[seen % SLOW] = close;
  seen += 1;
  const difference = seen < SLOW ? NaN : fastSum / FAST - slowSum / SLOW;
  wanted = undefined;
  if (before <= 0 && difference > 0 && !orderBook.bought) wanted = 'entry';
  if (before >= 0 && difference < 0 && orderBook.bought) wanted = 'exit';
  before = difference;
}

let lastTime = -Infinity;

/** A time before the last one: another pass has begun. */
function begin(): void {
  [seen, fastSum, slowSum, before, wanted] = [0, 0, 0, NaN, undefined];
}
