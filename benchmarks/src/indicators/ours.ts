import type { Candle } from '@q/events';
import type { IndicatorName } from '@q/indicators';
import { createIndicator } from '@q/indicators';
import type { Contestant } from './contestant.js';

/** Each with the parameters that the others have by default; every output is read. */
export const OURS = {
  sma: () => ours('sma', { period: 20 }),
  ema: () => ours('ema', { period: 20 }),
  rma: () => ours('rma', { period: 14 }),
  atr: () => ours('atr', { window: 14 }),
  rsi: () => ours('rsi', { period: 14 }),
  stochrsi: () => ours('stochrsi', { rsi_period: 14, stochrsi_period: 14, k_smooth: 3, d_smooth: 3 }),
  macd: () => ours('macd', {}),
  bb: () => ours('bb', {}),
  keltner: () => ours('keltner', {}),
  adx: () => ours('adx', {}),
  sar: () => ours('sar', { acceleration: 0.02, max_acceleration: 0.2 }),
  obv: () => ours('obv', {}),
  ichimoku: () => ours('ichimoku', {}),
  supertrend: () => ours('supertrend', {}),
  aroon: () => ours('aroon', {}),
  ursi: () => ours('ursi', {}),
} as const satisfies Partial<Record<IndicatorName, () => Contestant>>;

export type BenchedName = keyof typeof OURS;

function ours(name: IndicatorName, params: Readonly<Record<string, number>>): Contestant {
  const indicator = createIndicator(name, params);
  const outputs = indicator.outputs.length;
  return (candles, amount) => {
    let sum = 0;
    for (let n = 0; n < amount; n += 1) {
      indicator.update(candles[n & (candles.length - 1)] as Candle);
      for (let index = 0; index < outputs; index += 1) sum += indicator.cell(index);
    }
    return sum;
  };
}
