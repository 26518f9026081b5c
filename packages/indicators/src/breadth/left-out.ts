export interface LeftOut {
  readonly reason: string;
  /** The indicator of ours to take instead. */
  readonly instead?: string;
}

/** What technicalindicators offers and the catalog does not, by its name there. */
export const LEFT_OUT: Readonly<Record<string, LeftOut>> = {
  bollingerbands: { reason: 'is bb here', instead: 'bb' },
  ichimokucloud: { reason: 'is ichimoku here', instead: 'ichimoku' },
  keltnerchannels: { reason: 'is keltner here', instead: 'keltner' },
  psar: { reason: 'is sar here', instead: 'sar' },
  stochasticrsi: { reason: 'is stochrsi here', instead: 'stochrsi' },
  crossup: { reason: 'is the operator crosses_above of a rule' },
  crossdown: { reason: 'is the operator crosses_below of a rule' },
  renko: { reason: 'makes bricks of its own, several or none for one candle' },
  volumeprofile: { reason: 'is a histogram of a whole series, without a value for one candle' },
  fibonacciretracement: { reason: 'is drawn between two prices that somebody picks' },
};
