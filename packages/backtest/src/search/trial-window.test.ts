import { CandleColumns } from '@q/brokers';
import { defineConfig } from '@q/config';
import { compileStrategy } from '@q/trading';
import { CONFIG, CROSS, walk } from '../proofs/testing/proof-bench.js';
import { at } from './testing/search-bench.js';
import { feedStart, restrictedTo } from './trial-window.js';

const rows = walk(100);
const [instrument] = Object.values(defineConfig(CONFIG).instruments);
const series = [{ symbol: 'BTCUSD', timeframe: '1', columns: CandleColumns.of(rows) }] as const;
const window = { from: at(20), to: at(60), endsFlat: true };
function verdict(instant: number, ask = restrictedTo(window, series, undefined)) {
  if (instrument === undefined) throw new Error('the configuration has an instrument');
  return ask(instant, instrument);
}

test('before the window nothing may be entered, inside of it everything', () => {
  expect(verdict(at(20))).toMatchObject({ blocked: true, closePositions: false });
  expect(verdict(at(21))).toMatchObject({ blocked: false, closePositions: false });
  expect(verdict(at(58))).toMatchObject({ blocked: false, closePositions: false });
});

test('from the close of the last candle but one on positions are closed, so that the last one fills them', () => {
  expect(verdict(at(59))).toMatchObject({ blocked: true, closePositions: true });
  expect(verdict(at(60))).toMatchObject({ blocked: true, closePositions: true });
});

test('where candles are missing it is the last but one that is there', () => {
  const gapped = rows.filter(({ openTime }) => openTime < at(40) || openTime >= at(55));
  const [one] = series;
  const others = [{ ...one, columns: CandleColumns.of(gapped.filter(({ openTime }) => openTime < at(56))) }];
  const ask = restrictedTo(window, others, undefined);
  expect([verdict(at(39), ask).blocked, verdict(at(40), ask).closePositions]).toEqual([false, true]);
});

test('a window that need not end flat goes to its end', () => {
  const ask = restrictedTo({ ...window, endsFlat: false }, series, undefined);
  expect(verdict(at(60), ask)).toMatchObject({ blocked: false });
});

test('inside of the window other restrictions hold', () => {
  const closed = { blocked: true, reasons: [], closePositions: false };
  expect(
    verdict(
      at(30),
      restrictedTo(window, series, () => closed),
    ),
  ).toBe(closed);
});

test('the history before a window is as long as its strategies wait, or as the data reach', () => {
  const seats = [{ symbol: 'BTCUSD', strategy: compileStrategy(CROSS) }];
  const begin = (from: number, least: number): number => {
    const services = {
      strategy_evaluation: { min_rows_required: least },
      indicator_calculation: { recent_rows_limit: 50 },
    };
    return feedStart(seats, { config: defineConfig({ ...CONFIG, services }), series, from });
  };
  // The slow average of 12 candles, and the row before it.
  expect(begin(at(50), 1)).toBe(at(50 - 13));
  expect(begin(at(50), 30)).toBe(at(50 - 30));
  expect(begin(at(5), 30)).toBe(at(0));
  expect(feedStart([], { config: defineConfig(CONFIG), series, from: at(50) })).toBe(at(50));
});
