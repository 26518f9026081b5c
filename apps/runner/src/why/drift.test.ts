import { IndicatorRow, RowSchema } from '@q/events';
import { driftOf } from './drift.js';
import type { KeptEvent } from './read-history.js';

const AT = Date.UTC(2025, 0, 6, 9);
const schema = new RowSchema([
  { name: 'close', kind: 'number' },
  { name: 'ema', kind: 'number' },
]);
const row = new IndicatorRow(schema, [1.1, 1.2], AT);
const about = { at: AT, correlationId: 'c', symbol: 'EURUSD', timeframe: '5', phase: 'live' } as const;

function chainWith(kept: Readonly<Record<string, number | null>>, closeTime = AT): readonly KeptEvent[] {
  const candle = { openTime: AT - 300_000, closeTime, open: 1, high: 1, low: 1, close: 1, volume: 0, bars: 5 };
  return [
    { ...about, id: 2, causationId: 1, type: 'NewCandle', candle },
    { ...about, id: 3, causationId: 2, type: 'IndicatorsCalculated', row: kept },
  ];
}

const recomputed = { symbol: 'EURUSD', timeframe: '5', at: AT, row } as const;

test('names the columns whose values the run saw differently', () => {
  expect(driftOf(recomputed, chainWith({ close: 1.1, ema: 1.21 }))).toEqual(['ema 1.21']);
  expect(driftOf(recomputed, chainWith({ close: 1.1, ema: null }))).toEqual(['ema null']);
});

test('what differs by rounding only is the same', () => {
  expect(driftOf(recomputed, chainWith({ close: 1.1, ema: 1.2000000001 }))).toEqual([]);
});

test('without the row of that very candle nothing is compared', () => {
  expect(driftOf(recomputed, chainWith({ close: 7, ema: 7 }, AT - 300_000))).toEqual([]);
  expect(driftOf(recomputed, [])).toEqual([]);
});
