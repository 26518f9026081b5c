import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CandleColumns, readCandleCsv } from '@q/brokers';
import { recordedCandles } from '../places.js';
import type { Market } from './market.js';

const NAME = 'usdjpy-m1-bid-2013.csv';

const POINTS_PER_YEN = 1_000;
const LOT = 100_000;

/** A month of recorded USD/JPY, in points of 0.001 yen; `undefined` where the folder of recorded candles is not there. */
export function realMarket(): Market | undefined {
  const file = join(recordedCandles, NAME);
  if (!existsSync(file)) return undefined;
  const { columns: read } = readCandleCsv(file, { name: NAME });
  const columns = new CandleColumns(read.length);
  for (let row = 0; row < read.length; row += 1) {
    const { openTime, open, high, low, close, volume } = read.candleAt(row, 0);
    const prices = { open: points(open), high: points(high), low: points(low), close: points(close) };
    columns.push({ openTime, ...prices, volume });
  }
  const instrument = { digits: 0, tick_size: 1, pip: 10, contract_size: LOT / POINTS_PER_YEN };
  return { symbol: 'USDJPY', instrument, currency: 'JPY', minorPerUnit: 1, columns };
}

function points(price: number): number {
  return Math.round(price * POINTS_PER_YEN);
}
