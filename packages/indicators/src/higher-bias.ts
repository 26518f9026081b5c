import type { CandleBucket } from './candle-bucket.js';
import { utcBucket } from './candle-bucket.js';
import { emaStep } from './ema.js';
import type { PlainNumbers } from './plain-numbers.js';
import { fromPlain, toPlain } from './plain-numbers.js';

export type Bias = 'bull' | 'bear' | 'neutral';

export interface HigherBiasSnapshot {
  readonly numbers: PlainNumbers;
  readonly bias: Bias;
}

/**
 * Trend of a higher timeframe: where a candle opens in a new bucket, the last close of the bucket before goes into EMA 12, 26 and 200 and the
 * MACD signal. Bull where that close is above EMA 200 and the histogram above 0, bear where both are below. So it never looks ahead.
 */
export class HigherBias {
  readonly #bucket: CandleBucket;
  readonly #numbers = { bucketEnds: NaN, close: NaN, ema12: NaN, ema26: NaN, ema200: NaN, signal: NaN };
  #bias: Bias = 'neutral';

  /** @param bucket where candles begin and end, if not on the UTC grid; asked once for each candle that is begun */
  constructor(bucketMs: number, bucket: CandleBucket = utcBucket(bucketMs)) {
    this.#bucket = bucket;
  }

  get value(): Bias {
    return this.#bias;
  }

  update(openTime: number, close: number): void {
    const numbers = this.#numbers;
    if (!(openTime < numbers.bucketEnds)) {
      if (!Number.isNaN(numbers.bucketEnds)) this.#finishBucket();
      numbers.bucketEnds = this.#bucket.closeTimeOf(this.#bucket.openTimeOf(openTime));
    }
    numbers.close = close;
  }

  snapshot(): HigherBiasSnapshot {
    return { numbers: toPlain(this.#numbers), bias: this.#bias };
  }

  restore({ numbers, bias }: HigherBiasSnapshot): void {
    fromPlain(this.#numbers, numbers);
    this.#bias = bias;
  }

  #finishBucket(): void {
    const numbers = this.#numbers;
    numbers.ema12 = emaStep(numbers.ema12, numbers.close, 2 / 13);
    numbers.ema26 = emaStep(numbers.ema26, numbers.close, 2 / 27);
    numbers.ema200 = emaStep(numbers.ema200, numbers.close, 2 / 201);
    const macd = numbers.ema12 - numbers.ema26;
    numbers.signal = emaStep(numbers.signal, macd, 2 / 10);
    const histogram = macd - numbers.signal;
    if (numbers.close > numbers.ema200 && histogram > 0) this.#bias = 'bull';
    else this.#bias = numbers.close < numbers.ema200 && histogram < 0 ? 'bear' : 'neutral';
  }
}
