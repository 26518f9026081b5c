import { Script, createContext } from 'node:vm';
import { CandleColumns } from '@q/brokers';
import { judgedSeries } from '../data-ledger/judged-series.js';
import { MINUTE_MS, START, walk } from '../proofs/testing/proof-bench.js';
import type { PackedCandles } from './packed-candles.js';
import { packCandles } from './packed-candles.js';
import { CANDLE_SCRIPT } from './script-candles.js';

const rows = walk(100);
const { sound } = judgedSeries({ symbol: 'BTCUSD', timeframe: '1', columns: CandleColumns.of(rows) }, {});
const packed = (first: number, end: number, size: number) =>
  packCandles(sound, { first, end, size }, { periodMs: MINUTE_MS, digits: 2, linesAt: (row) => [row, NaN] });

/** As the script of the page reads it. */
function unpacked(candles: PackedCandles): unknown {
  const [source] = /const unpacked = [\s\S]*?\n {2}\};/.exec(CANDLE_SCRIPT) ?? [''];
  const context = createContext({ candles });
  const result: unknown = new Script(`${source} JSON.stringify(unpacked(candles, 2))`).runInContext(context);
  return JSON.parse(String(result));
}

test('the page reads the candles that were written', () => {
  const wanted = rows.slice(10, 90).map(({ openTime, open, high, low, close }) => ({
    time: openTime / 1_000,
    open,
    high,
    low,
    close,
  }));
  expect(unpacked(packed(10, 90, 1))).toEqual(wanted);
});

test('joined candles have the first open, the extremes and the last close, the last of them what is left', () => {
  const candles = packed(0, 100, 30);
  const four = [0, 30, 60, 90].map((first) => {
    const part = rows.slice(first, first + 30);
    return {
      time: (START + first * MINUTE_MS) / 1_000,
      open: part[0]?.open,
      high: Math.max(...part.map(({ high }) => high)),
      low: Math.min(...part.map(({ low }) => low)),
      close: part.at(-1)?.close,
    };
  });
  expect(unpacked(candles)).toEqual(four);
  expect(candles).toMatchObject({ size: 30, baseSeconds: 60 });
});

test('lines have the value at the close of each candle, and none before there is one', () => {
  expect(packed(0, 100, 30).lines).toEqual([
    [29, 59, 89, 99],
    [null, null, null, null],
  ]);
});
