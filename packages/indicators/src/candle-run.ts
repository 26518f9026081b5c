import type { Candle, CandleStrip } from '@q/events';

/** Candles that are taken one after the other, and where what comes of each is written. */
export interface CandleRun {
  readonly candles: Pick<CandleStrip, 'openTime' | 'open' | 'high' | 'low' | 'close' | 'volume'>;
  /** Row of the first candle. */
  readonly first: number;
  /** The row behind the last one. */
  readonly end: number;
  readonly cells: Float64Array;
  /** Where the first output of the first candle goes; the others of it stand behind it. */
  readonly at: number;
  /** From a candle to the next one, in cells. */
  readonly width: number;
}

/** A run of one candle, which is written over by the next one. */
export class SingleRun implements CandleRun {
  readonly first = 0;
  readonly end = 1;
  readonly at = 0;
  readonly width: number;
  readonly cells: Float64Array;
  readonly candles = {
    openTime: new Float64Array(1),
    open: new Float64Array(1),
    high: new Float64Array(1),
    low: new Float64Array(1),
    close: new Float64Array(1),
    volume: new Float64Array(1),
  };

  /** @param outputs how many come of a candle */
  constructor(outputs: number) {
    this.width = outputs;
    this.cells = new Float64Array(outputs);
  }

  of({ openTime, open, high, low, close, volume }: Candle): this {
    const { candles } = this;
    candles.openTime[0] = openTime;
    candles.open[0] = open;
    candles.high[0] = high;
    candles.low[0] = low;
    candles.close[0] = close;
    candles.volume[0] = volume;
    return this;
  }
}
