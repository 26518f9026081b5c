import type { Candle } from '@q/events';
import * as library from 'technicalindicators';
import type { Contestant } from './contestant.js';
import type { BenchedName } from './ours.js';

const none = { high: [], low: [], close: [] };
const macdPeriods = { fastPeriod: 12, slowPeriod: 26, signalPeriod: 9 };
const keltnerPeriods = { maPeriod: 20, atrPeriod: 10, multiplier: 2, useSMA: false };
const ichimokuPeriods = { conversionPeriod: 9, basePeriod: 26, spanPeriod: 52, displacement: 26 };
const stochasticPeriods = { rsiPeriod: 14, stochasticPeriod: 14, kPeriod: 3, dPeriod: 3 };

/** Value by value, as its documentation shows it; supertrend, aroon and ursi it has not. */
export const TECHNICAL_INDICATORS: Partial<Record<BenchedName, () => Contestant>> = {
  sma: () => ofClose(new library.SMA({ period: 20, values: [] })),
  ema: () => ofClose(new library.EMA({ period: 20, values: [] })),
  rma: () => ofClose(new library.WEMA({ period: 14, values: [] })),
  atr: () => ofCandle(new library.ATR({ period: 14, ...none })),
  rsi: () => ofClose(new library.RSI({ period: 14, values: [] })),
  stochrsi: () => ofClose(new library.StochasticRSI({ ...stochasticPeriods, values: [] })),
  macd: () =>
    ofClose(new library.MACD({ ...macdPeriods, SimpleMAOscillator: false, SimpleMASignal: false, values: [] })),
  bb: () => ofClose(new library.BollingerBands({ period: 20, stdDev: 2, values: [] })),
  keltner: () => ofCandle(new library.KeltnerChannels({ ...keltnerPeriods, ...none })),
  adx: () => ofCandle(new library.ADX({ period: 14, ...none })),
  sar: () => ofCandle(new library.PSAR({ step: 0.02, max: 0.2, high: [], low: [] })),
  obv: () => ofCandle(new library.OBV({ close: [], volume: [] })),
  ichimoku: () => ofCandle(new library.IchimokuCloud({ ...ichimokuPeriods, high: [], low: [] })),
};

// Its types ask for more than it reads, and differ from class to class: what a `nextValue` takes is written in its documentation.
interface Stream {
  nextValue(input: never): unknown;
}

function ofClose(stream: Stream): Contestant {
  const typed = stream as { nextValue(close: number): unknown };
  return (candles, amount) => {
    let given = 0;
    for (let n = 0; n < amount; n += 1) {
      const { close } = candles[n & (candles.length - 1)] as Candle;
      if (typed.nextValue(close) !== undefined) given += 1;
    }
    return given;
  };
}

function ofCandle(stream: Stream): Contestant {
  const typed = stream as { nextValue(candle: Candle): unknown };
  return (candles, amount) => {
    let given = 0;
    for (let n = 0; n < amount; n += 1) {
      if (typed.nextValue(candles[n & (candles.length - 1)] as Candle) !== undefined) given += 1;
    }
    return given;
  };
}
