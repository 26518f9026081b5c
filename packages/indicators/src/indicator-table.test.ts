import { INDICATOR_NAMES } from './catalog.js';
import { indicatorTable } from './indicator-table.js';

it('has a row for every indicator, with its parameters, columns and warm-up', () => {
  const table = indicatorTable();
  expect(table.map(({ name }) => name)).toEqual(INDICATOR_NAMES);
  expect(table.find(({ name }) => name === 'supertrend')).toMatchObject({
    source: 'ours',
    warmUp: 10,
    parameters: [
      { name: 'period', standard: '10', allowed: 'whole, 1 to 100000 (candles)' },
      { name: 'multiplier', standard: '3', allowed: 'above 0 to 1000000 (average true ranges)' },
    ],
    outputs: [
      { column: 'supertrend', holds: 'number' },
      { column: 'trend_supertrend', holds: 'bearish or bullish' },
    ],
  });
  expect(table.find(({ name }) => name === 'sar')?.parameters[0]?.standard).toBe('must be given');
});

it('says how each is computed, and nothing twice', () => {
  const table = indicatorTable();
  expect(table.filter(({ formula, description }) => formula === '' || description === '')).toEqual([]);
  expect(new Set(table.map(({ description }) => description)).size).toBe(table.length);
});
