/** What the regime looks at, at one close. `ema50` and `ema200` NaN count as not available. */
export interface RegimeInputs {
  readonly close: number;
  readonly rsi: number;
  readonly atrRatio: number;
  readonly width: number;
  readonly widthThreshold: number;
  readonly macdHistogram: number;
  /** Sign of the change of EMA20: -1, 0 or 1. */
  readonly slope: number;
  readonly ema50: number;
  readonly ema200: number;
}

export interface RegimeClass {
  readonly name: RegimeName;
  /** 0 to 1. */
  readonly confidence: number;
  readonly score: number;
}

export const REGIME_CLASSES = [
  'bull_expansion',
  'bull_contraction',
  'bear_expansion',
  'bear_contraction',
  'neutral_expansion',
  'neutral_contraction',
] as const;

export type RegimeName = (typeof REGIME_CLASSES)[number];

const RSI_WEIGHT = 3;
const MACD_WEIGHT = 2;
const TREND_WEIGHT = 5;
const EXPANSION_RATIO = 1.1;

/** Direction from the sign of a score of trend, momentum and slope; expansion from range and band width. */
export function classifyRegime(inputs: RegimeInputs): RegimeClass {
  const trendKnown = !Number.isNaN(inputs.ema50) && !Number.isNaN(inputs.ema200);
  const trend = trendKnown ? (inputs.close > inputs.ema50 ? 2 : -2) + (inputs.close > inputs.ema200 ? 3 : -3) : 0;
  const momentum = Number.isNaN(inputs.macdHistogram) ? 0 : inputs.macdHistogram > 0 ? MACD_WEIGHT : -MACD_WEIGHT;
  const score = trend + rsiScore(inputs.rsi) + momentum + inputs.slope;
  const possible =
    (trendKnown ? TREND_WEIGHT : 0) +
    RSI_WEIGHT +
    (Number.isNaN(inputs.macdHistogram) ? 0 : MACD_WEIGHT) +
    (inputs.slope === 0 ? 0 : 1);
  const expands = inputs.atrRatio > EXPANSION_RATIO || inputs.width > inputs.widthThreshold;
  return {
    name: className(score, expands),
    confidence: Math.min(1, Math.abs(score) / possible),
    score,
  };
}

/** Named, not put together: texts that are put together are compared letter by letter. */
function className(score: number, expands: boolean): RegimeName {
  if (score > 0) return expands ? 'bull_expansion' : 'bull_contraction';
  if (score < 0) return expands ? 'bear_expansion' : 'bear_contraction';
  return expands ? 'neutral_expansion' : 'neutral_contraction';
}

function rsiScore(rsi: number): number {
  if (rsi > 70) return 3;
  if (rsi > 55) return 2;
  if (rsi < 30) return -3;
  return rsi < 45 ? -2 : 0;
}
