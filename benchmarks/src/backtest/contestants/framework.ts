import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { run } from '@backtest/framework/dist/src/helpers/run-strategy.js';
import type { Market } from '../market.js';
import type { Trade } from '../plain-job.js';
import { BALANCE, settle } from '../plain-job.js';
import type { Pass } from './contestant.js';

const HELPERS = '@backtest/framework/dist/src/helpers';
const MINUTE_MS = 60_000;
const require = createRequire(import.meta.url);

// It reads its candles from a database through this module, which is not installed: they are handed to it in memory.
let inMemory: object = {};
standIn(`${HELPERS}/prisma-historical-data.js`, { getCandles: () => Promise.resolve(inMemory) });
const engine = require(`${HELPERS}/run-strategy.js`) as { readonly run: typeof run };

/**
 * `@backtest/framework` takes its fee out of what is bought, so it runs without one and the money of its orders is counted as the floor counts it.
 * Its strategy is the file `framework-strategy`.
 */
export function prepare(market: Market): Pass {
  const { openTime, open, high, low, close, volume, length } = market.columns;
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  const candles = Array.from({ length }, (_, row) => {
    const times = { openTime: at(openTime, row), closeTime: at(openTime, row) + MINUTE_MS };
    const prices = { open: at(open, row), high: at(high, row), low: at(low, row), close: at(close, row) };
    const rest = { volume: at(volume, row), assetVolume: 0, numberOfTrades: 0 };
    return { symbol: market.symbol, interval: '1m', ...times, ...prices, ...rest };
  });
  const [startTime, endTime] = [candles[0]?.closeTime ?? NaN, candles.at(-1)?.closeTime ?? NaN];
  const described = { name: 'candles', symbol: market.symbol, interval: '1m', startTime, endTime };
  inMemory = { metaCandles: [described], candles };
  return async () => {
    const result = await engine.run({
      strategyName: 'framework-strategy',
      rootPath: dirname(fileURLToPath(import.meta.url)),
      historicalData: ['candles'],
      startingAmount: BALANCE,
      startTime,
      endTime,
      params: {},
    });
    if (Array.isArray(result)) throw new Error('@backtest/framework ran more than one symbol');
    return settle(market, tradesOf(result.allOrders, endTime));
  };
}

interface Order {
  readonly type: string;
  readonly price: number;
  readonly time: number;
  readonly note?: string;
}

/** It sells what is left at the last close by itself, without the strategy's note: that is no trade of the job. */
function tradesOf(orders: readonly Order[], endTime: number): readonly Trade[] {
  const trades: Trade[] = [];
  for (const { type, price, time, note } of orders) {
    if (type === 'buy') trades.push([price, undefined]);
    else if (time !== endTime || note === 'exit') trades.push([trades.pop()?.[0] ?? NaN, price]);
  }
  return trades;
}

/** Puts a module in the place of one that is not loaded yet. */
function standIn(id: string, exports: object): void {
  const file = require.resolve(id);
  const module = new Module(file);
  module.exports = exports;
  module.loaded = true;
  require.cache[file] = module;
}
