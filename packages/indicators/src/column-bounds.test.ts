import type { Candle } from '@q/events';
import fc from 'fast-check';
import { INDICATOR_NAMES } from './catalog.js';
import { columnBounds } from './column-bounds.js';
import { instanceColumns } from './default-instance.js';
import { indicatorTable } from './indicator-table.js';
import { IndicatorBank } from './indicator-bank.js';

const ROUNDING = 1e-9;

/** Calm, wild and standing markets: each step is a share of the price. */
const candles = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constant(0), fc.double({ min: -0.05, max: 0.05, noNaN: true })),
      fc.double({ min: 0, max: 0.02, noNaN: true }),
      fc.nat(1_000),
    ),
    { minLength: 80, maxLength: 150 },
  )
  .map((steps) => {
    let price = 100;
    return steps.map(([step, wick, volume], index): Candle => {
      const open = price;
      price *= 1 + step;
      const [high, low] = [Math.max(open, price) * (1 + wick), Math.min(open, price) * (1 - wick)];
      return { openTime: index, closeTime: index + 1, open, high, low, close: price, volume, bars: 1 };
    });
  });

const examples = Object.fromEntries(indicatorTable().map(({ name, example }) => [name, example]));
const isBounded = (column: string): boolean => {
  const { least, most } = columnBounds(column);
  return least !== -Infinity || most !== Infinity;
};

it('no market drives a bounded column out of its bounds', () => {
  const bounded = INDICATOR_NAMES.filter((name) =>
    instanceColumns(name, examples[name]).some((column) => isBounded(column.name)),
  );
  expect(bounded).toHaveLength(13);
  const instances = Object.fromEntries(bounded.map((name) => [name, examples[name] ?? {}]));
  fc.assert(
    fc.property(candles, (series) => {
      const bank = new IndicatorBank(instances, { regime: true });
      const rows = series.map((candle) => bank.update(candle));
      bank.schema.columns.forEach(({ name }, index) => {
        const { least, most } = columnBounds(name);
        const wild = rows.find(
          ({ cells }) => (cells[index] ?? 0) < least - ROUNDING || (cells[index] ?? 0) > most + ROUNDING,
        );
        expect([name, wild?.cells[index]]).toEqual([name, undefined]);
      });
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['rsi_fast', 0, 100],
  ['signal_rsi_fast', 0, 100],
  ['adx_slow_plus_di', 0, 100],
  ['williamsr', -100, 0],
  ['atr', 0, Infinity],
  ['regime_confidence', 0, 1],
  ['volume', 0, Infinity],
  ['bb_percent_b', -Infinity, Infinity],
  ['macd', -Infinity, Infinity],
  ['close', 0, Infinity],
  ['ema', -Infinity, Infinity],
  ['toString', -Infinity, Infinity],
])('%s is from %d to %d', (column, least, most) => {
  expect(columnBounds(column)).toEqual({ least, most });
});
