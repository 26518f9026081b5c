/** What a regime is told from, candle by candle, before it is put into words: room that is used again. */
export interface RegimeColumns {
  readonly rsi: Float64Array;
  readonly atrRatio: Float64Array;
  readonly width: Float64Array;
  readonly widthThreshold: Float64Array;
  readonly macdHistogram: Float64Array;
  readonly slope: Float64Array;
  readonly ema50: Float64Array;
  readonly ema200: Float64Array;
}

export function regimeColumns(room: number): RegimeColumns {
  const column = (): Float64Array => new Float64Array(room);
  return {
    rsi: column(),
    atrRatio: column(),
    width: column(),
    widthThreshold: column(),
    macdHistogram: column(),
    slope: column(),
    ema50: column(),
    ema200: column(),
  };
}
