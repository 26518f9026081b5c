import type { Candle } from '@q/events';
import { createRegime } from '@q/indicators';
import { indicatorCalculationService } from './indicator-calculation.js';
import { candlesFrom } from './testing/scripted-feed.js';
import { ServiceBench, START } from './testing/service-bench.js';

const INSTANCES = {
  sma: { period: 200 },
  ema: { period: 50 },
  rma: { period: 14 },
  atr: { window: 14 },
  rsi: { period: 14 },
  stochrsi: { rsi_period: 14, stochrsi_period: 14, k_smooth: 3, d_smooth: 3 },
  macd: {},
  bb: { window: 20, num_std_dev: 2 },
  keltner: {},
  supertrend: { period: 10, multiplier: 3 },
  adx: { period: 14 },
  aroon: { period: 14 },
  sar: { acceleration: 0.02, max_acceleration: 0.2 },
  obv: {},
  ichimoku: {},
  ursi: {},
};

/** A candle that counts how often somebody looks at its close. */
class CountedCandle implements Candle {
  readonly openTime: number;
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
  readonly bars: number;
  looks = 0;
  readonly #close: number;

  constructor({ openTime, closeTime, open, high, low, close, volume, bars }: Candle) {
    [this.openTime, this.closeTime] = [openTime, closeTime];
    [this.open, this.high, this.low, this.#close] = [open, high, low, close];
    [this.volume, this.bars] = [volume, bars];
  }

  get close(): number {
    this.looks += 1;
    return this.#close;
  }
}

/** How often each candle of a warm-up was looked at, by everything together. */
function looksAt(length: number): readonly number[] {
  const closes = Array.from({ length }, (_, index) => 100 + 10 * Math.sin(index / 7));
  const candles = candlesFrom(closes, { start: START }).map((candle) => new CountedCandle(candle));
  const bench = new ServiceBench(() =>
    indicatorCalculationService({
      symbols: ['EURUSD'],
      timeframes: ['1'],
      sessionOf: () => 'always',
      instancesOf: () => INSTANCES,
      trackRegimeChanges: true,
      recentRowsLimit: 6,
    }),
  );
  for (const candle of candles)
    bench.publish({ type: 'NewCandle', symbol: 'EURUSD', timeframe: '1', candle, phase: 'warm-up' });
  expect(bench.errors).toEqual([]);
  expect(bench.sent('IndicatorsCalculated')).toHaveLength(length);
  return candles.map(({ looks }) => looks);
}

test('each of 10,000 candles of a warm-up is looked at a fixed number of times, however many came before it', () => {
  const looks = looksAt(10_000);
  expect(new Set(looks.slice(1_000))).toEqual(new Set([looks.at(-1)]));
  // Every indicator checks a close and uses it a few times; the row and the regime use it too.
  expect(Math.max(...looks)).toBeLessThanOrEqual(8 * (Object.keys(INSTANCES).length + 2));
});

test('what a regime remembers of 10,000 candles is no more than of 1,000', () => {
  const regime = createRegime();
  const numbersIn = (value: unknown): number =>
    typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, one) => sum + numbersIn(one), 0)
      : 1;
  const counts = [1_000, 9_000].map((length) => {
    const closes = Array.from({ length }, (_, index) => 100 + 10 * Math.sin(index / 7));
    for (const candle of candlesFrom(closes, { start: START })) regime.update(candle);
    return numbersIn(regime.exportState());
  });
  expect(counts[1]).toBe(counts[0]);
});
