import type { Candle } from '@q/events';
import {
  ADX,
  Aroon,
  ATR,
  BollingerBands,
  EMA,
  IchimokuCloud,
  KeltnerChannels,
  MACD,
  OBV,
  PSAR,
  RSI,
  SMA,
  StochasticRSI,
  SuperTrend,
  WSMA,
} from 'trading-signals';
import type { Contestant } from './contestant.js';
import type { BenchedName } from './ours.js';

/** Value by value; ursi it has not. */
export const TRADING_SIGNALS: Partial<Record<BenchedName, () => Contestant>> = {
  sma: () => ofClose(new SMA(20)),
  ema: () => ofClose(new EMA(20)),
  rma: () => ofClose(new WSMA(14)),
  atr: () => ofCandle(new ATR(14)),
  rsi: () => ofClose(new RSI(14)),
  stochrsi: () => ofClose(new StochasticRSI(14, WSMA, { k: new SMA(3), d: new SMA(3) })),
  macd: () => ofClose(new MACD(new EMA(12), new EMA(26), new EMA(9))),
  bb: () => ofClose(new BollingerBands(20, 2)),
  keltner: () => ofCandle(new KeltnerChannels({ emaInterval: 20, atrInterval: 10, multiplier: 2 })),
  adx: () => ofCandle(new ADX(14)),
  sar: () => ofCandle(new PSAR({ accelerationStep: 0.02, accelerationMax: 0.2 })),
  obv: () => ofCandle(new OBV(5)),
  ichimoku: () => ofCandle(new IchimokuCloud({ conversionInterval: 9, baseInterval: 26, spanBInterval: 52 })),
  supertrend: () => ofCandle(new SuperTrend({ interval: 10, multiplier: 3 })),
  aroon: () => ofCandle(new Aroon(14)),
};

function ofClose(stream: { update(close: number, replace: boolean): unknown }): Contestant {
  return (candles, amount) => {
    let given = 0;
    for (let n = 0; n < amount; n += 1) {
      const { close } = candles[n & (candles.length - 1)] as Candle;
      if (stream.update(close, false) !== null) given += 1;
    }
    return given;
  };
}

function ofCandle(stream: { update(candle: Candle, replace: boolean): unknown }): Contestant {
  return (candles, amount) => {
    let given = 0;
    for (let n = 0; n < amount; n += 1) {
      if (stream.update(candles[n & (candles.length - 1)] as Candle, false) !== null) given += 1;
    }
    return given;
  };
}
