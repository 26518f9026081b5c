import type { Candle, Phase } from '@q/events';
import { IndicatorBank } from '@q/indicators';
import { indicatorCalculationService } from './indicator-calculation.js';
import type { IndicatorCalculationOptions } from './indicator-calculation.js';
import { candlesFrom } from './testing/scripted-feed.js';
import { ServiceBench, START } from './testing/service-bench.js';

const INSTANCES = { sma: { period: 3 }, rsi: { period: 4 } };
const closes = (length: number): number[] =>
  Array.from({ length }, (_, index) => 100 + 10 * Math.sin(index / 3) + index / 7);

function desk(options: Partial<IndicatorCalculationOptions> = {}): ServiceBench {
  return new ServiceBench(() =>
    indicatorCalculationService({
      symbols: ['EURUSD'],
      timeframes: ['1'],
      sessionOf: () => 'always',
      instancesOf: () => INSTANCES,
      trackRegimeChanges: true,
      recentRowsLimit: 6,
      ...options,
    }),
  );
}

function feed(bench: ServiceBench, candles: readonly Candle[], phase: Phase = 'live'): void {
  for (const candle of candles) bench.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle, phase });
}

test('turns each candle into one row: the same values as the bank alone', () => {
  const candles = candlesFrom(closes(30), { start: START });
  const bench = desk();
  feed(bench, candles);
  const bank = new IndicatorBank(INSTANCES, { regime: true });
  const expected = candles.map((candle) => bank.update(candle).toJSON());
  expect(bench.sent('IndicatorsCalculated').map(({ row }) => row.toJSON())).toEqual(expected);
  expect(bench.sent('IndicatorsCalculated').map(({ row }) => row.closeTime)).toEqual(
    candles.map(({ closeTime }) => closeTime),
  );
});

test('the mean of three closes stands in the row as soon as there are three', () => {
  const bench = desk();
  feed(bench, candlesFrom([1, 2, 6, 7], { start: START }));
  expect(bench.sent('IndicatorsCalculated').map(({ row }) => row.value('sma'))).toEqual([undefined, undefined, 3, 5]);
});

test('the higher candles that a regime looks at begin with the day of the market', () => {
  const regime = { warm_up: 5, higher_timeframe: '1d' } as const;
  const rowsOf = (candles: readonly Candle[], session: 'fx' | 'always'): readonly unknown[] => {
    const bench = desk({ sessionOf: () => session, instancesOf: () => ({ regime }) });
    feed(bench, candles);
    return bench.sent('IndicatorsCalculated').map(({ row }) => row.value('regime'));
  };
  const hourly = (start: number): readonly Candle[] => candlesFrom(closes(400), { start, timeframe: '60' });
  // Without a weekend or a change of clocks in between, a day of fx is a UTC day two hours earlier.
  const [utc, fx] = [rowsOf(hourly(START), 'always'), rowsOf(hourly(START - 2 * 3_600_000), 'fx')];
  expect(fx).toEqual(utc);
  expect(rowsOf(hourly(START), 'fx')).not.toEqual(utc);
});

test('candles of a symbol or timeframe that is not followed are left alone', () => {
  const bench = desk();
  const [candle] = candlesFrom([1], { start: START });
  if (candle === undefined) throw new Error('no candle');
  bench.publish({ type: 'NewCandle', symbol: 'XAUUSD', timeframe: '1', candle, phase: 'live' });
  bench.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '5', candle, phase: 'live' });
  expect(bench.types).toEqual([]);
});

/** Long quiet, then a steady climb, then a fall: the regime cannot stay what it was. */
const TURNING = [
  ...Array.from({ length: 560 }, (_, index) => 100 + Math.sin(index) / 50),
  ...Array.from({ length: 200 }, (_, index) => 100 + index / 2),
  ...Array.from({ length: 300 }, (_, index) => 200 - index / 2),
];

test('a change of regime is told after the row that shows it, from and to what the rows say, and the first regime is no change', () => {
  const bench = desk();
  feed(bench, candlesFrom(TURNING, { start: START }));
  const changes = bench.sent('RegimeChanged');
  expect(changes.length).toBeGreaterThan(0);
  const regimes = bench.sent('IndicatorsCalculated').map(({ row }) => row.value('regime'));
  const seen = regimes.flatMap((regime, index) => {
    const former = regimes[index - 1];
    return regime === former || former === undefined || former === 'warming_up'
      ? []
      : [`${String(former)}>${String(regime)}`];
  });
  expect(changes.map(({ from, to }) => `${from}>${to}`)).toEqual(seen);
  bench.types.forEach((type, index) => {
    if (type === 'RegimeChanged') expect(bench.types[index - 1]).toBe('IndicatorsCalculated');
  });
  for (const { confidence } of changes) {
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
  }
});

test('track_regime_changes false tells of none; the rows stay the same', () => {
  const candles = candlesFrom(TURNING, { start: START });
  const [on, off] = [desk(), desk({ trackRegimeChanges: false })];
  feed(on, candles);
  feed(off, candles);
  expect(off.sent('RegimeChanged')).toEqual([]);
  expect(off.sent('IndicatorsCalculated').map(({ row }) => row.cells)).toEqual(
    on.sent('IndicatorsCalculated').map(({ row }) => row.cells),
  );
});

test.each([2, 6])(
  'recent_rows_limit %i: so many rows are sent again when a service behind it lost them',
  (recentRowsLimit) => {
    const bench = desk({ recentRowsLimit });
    const candles = candlesFrom(closes(20), { start: START });
    feed(bench, candles);
    bench.forget();
    bench.restart({ symbol: 'EURUSD', ownFailure: false });
    const again = bench.sent('IndicatorsCalculated');
    expect(again.map(({ row }) => row.closeTime)).toEqual(
      candles.slice(-recentRowsLimit).map(({ closeTime }) => closeTime),
    );
    expect(again.every(({ phase }) => phase === 'warm-up')).toBe(true);
  },
);

test('after a failure of its own it goes on as if nothing had happened: the same values, the missed row late', () => {
  const candles = candlesFrom(closes(80), { start: START });
  const [steady, restarted] = [desk(), desk()];
  feed(steady, candles);
  feed(restarted, candles.slice(0, 50));
  restarted.restart({ symbol: 'EURUSD', ownFailure: true });
  restarted.forget();
  feed(restarted, candles.slice(50));
  const rows = (bench: ServiceBench) => bench.sent('IndicatorsCalculated').map(({ row }) => row.toJSON());
  expect(rows(restarted)).toEqual(rows(steady).slice(50));
});

test('a restart for another symbol leaves this one alone', () => {
  const bench = desk();
  feed(bench, candlesFrom(closes(20), { start: START }));
  bench.forget();
  bench.restart({ symbol: 'XAUUSD', ownFailure: true });
  expect(bench.types).toEqual([]);
});
