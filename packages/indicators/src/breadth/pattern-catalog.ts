import type { CatalogEntry } from '../catalog-entry.js';
import { SpinningTop } from './spinning-top.js';
import type { PatternName } from './candle-pattern.js';
import { candlePattern } from './candle-pattern.js';

/** Every candlestick pattern of technicalindicators, under its name: true on the candle that completes it. */
export const PATTERN_CATALOG = {
  bullish: pattern(
    'bullish',
    5,
    'any bullish pattern',
    'bullish engulfing, haramis, marubozu, hammers, morning stars, piercing line, tasuki gap, three soldiers, tweezer bottom',
  ),
  bearish: pattern(
    'bearish',
    5,
    'any bearish pattern',
    'bearish engulfing, haramis, marubozu, hammer candles, evening stars, three crows, hanging men, shooting stars, tweezer top',
  ),
  doji: pattern('doji', 1, 'doji', 'close near open, and both or neither of the shadows are there'),
  dragonflydoji: pattern('dragonflydoji', 1, 'dragonfly doji', 'open, close and high near each other, low away'),
  gravestonedoji: pattern('gravestonedoji', 1, 'gravestone doji', 'open, close and low near each other, high away'),
  bullishmarubozu: pattern('bullishmarubozu', 1, 'bullish marubozu', 'a rise without shadows'),
  bearishmarubozu: pattern('bearishmarubozu', 1, 'bearish marubozu', 'a fall without shadows'),
  bullishspinningtop: spinningTop('bullish', 'a rise with two shadows longer than the body'),
  bearishspinningtop: spinningTop('bearish', 'a fall with two shadows longer than the body'),
  bullishhammerstick: pattern(
    'bullishhammerstick',
    1,
    'bullish hammer candle',
    'a rise that closes near its high, the body at most twice the lower shadow',
  ),
  bearishhammerstick: pattern(
    'bearishhammerstick',
    1,
    'bearish hammer candle',
    'a fall that opens near its high, the body at most twice the lower shadow',
  ),
  bullishinvertedhammerstick: pattern(
    'bullishinvertedhammerstick',
    1,
    'bullish inverted hammer candle',
    'a rise that opens near its low, the body at most twice the upper shadow',
  ),
  bearishinvertedhammerstick: pattern(
    'bearishinvertedhammerstick',
    1,
    'bearish inverted hammer candle',
    'a fall that closes near its low, the body at most twice the upper shadow',
  ),
  bullishengulfingpattern: pattern(
    'bullishengulfingpattern',
    2,
    'bullish engulfing',
    'a fall, then a rise from below its close to above its open',
  ),
  bearishengulfingpattern: pattern(
    'bearishengulfingpattern',
    2,
    'bearish engulfing',
    'a rise, then a fall from above its close to below its open',
  ),
  bullishharami: pattern(
    'bullishharami',
    2,
    'bullish harami',
    'opens in the body of a fall and closes above its close',
  ),
  bearishharami: pattern(
    'bearishharami',
    2,
    'bearish harami',
    'opens in the body of a rise and closes below its close',
  ),
  bullishharamicross: pattern(
    'bullishharamicross',
    2,
    'bullish harami cross',
    'a bullish harami that closes near its open',
  ),
  bearishharamicross: pattern(
    'bearishharamicross',
    2,
    'bearish harami cross',
    'a bearish harami that closes near its open',
  ),
  piercingline: pattern(
    'piercingline',
    2,
    'piercing line',
    'a fall, then a rise from below its low to above the middle of its body',
  ),
  darkcloudcover: pattern(
    'darkcloudcover',
    2,
    'dark cloud cover',
    'a rise, then a fall from above its high to below the middle of its body',
  ),
  morningstar: pattern(
    'morningstar',
    3,
    'morning star',
    'a fall, a candle wholly below it, a rise from above that to beyond the middle of the first',
  ),
  eveningstar: pattern(
    'eveningstar',
    3,
    'evening star',
    'a rise, a candle wholly above it, a fall from below that to beyond the middle of the first',
  ),
  morningdojistar: pattern('morningdojistar', 3, 'morning doji star', 'a morning star whose second candle is a doji'),
  eveningdojistar: pattern('eveningdojistar', 3, 'evening doji star', 'an evening star whose second candle is a doji'),
  abandonedbaby: pattern(
    'abandonedbaby',
    3,
    'bullish abandoned baby',
    'a fall, a doji wholly below it, a rise wholly above that and below the first open',
  ),
  downsidetasukigap: pattern(
    'downsidetasukigap',
    3,
    'downside tasuki gap',
    'two falls with a gap, then a rise from the second body into the gap',
  ),
  threewhitesoldiers: pattern(
    'threewhitesoldiers',
    3,
    'three white soldiers',
    'three rises with higher highs, each opening below the former close',
  ),
  threeblackcrows: pattern(
    'threeblackcrows',
    3,
    'three black crows',
    'three falls with lower lows, each opening in the former body',
  ),
  hammerpattern: pattern(
    'hammerpattern',
    5,
    'hammer, confirmed',
    'closes fall, then a hammer candle of any kind, then a rise with a higher close',
  ),
  hammerpatternunconfirmed: pattern(
    'hammerpatternunconfirmed',
    5,
    'hammer, not yet confirmed',
    'closes fall, then a hammer candle of any kind',
  ),
  hangingman: pattern(
    'hangingman',
    5,
    'hanging man, confirmed',
    'closes rise, then a hammer candle, then a fall with a lower close',
  ),
  hangingmanunconfirmed: pattern(
    'hangingmanunconfirmed',
    5,
    'hanging man, not yet confirmed',
    'closes rise, then a hammer candle',
  ),
  shootingstar: pattern(
    'shootingstar',
    5,
    'shooting star, confirmed',
    'closes rise, then an inverted hammer candle, then a fall with a lower close',
  ),
  shootingstarunconfirmed: pattern(
    'shootingstarunconfirmed',
    5,
    'shooting star, not yet confirmed',
    'closes rise, then an inverted hammer candle',
  ),
  tweezertop: pattern('tweezertop', 5, 'tweezer top', 'closes rise, then two candles later two equal highs'),
  tweezerbottom: pattern('tweezerbottom', 5, 'tweezer bottom', 'closes fall, then two candles later two equal lows'),
} as const satisfies Readonly<Record<string, CatalogEntry>>;

function pattern(name: PatternName, length: number, description: string, formula: string): CatalogEntry {
  const create = (): ReturnType<typeof candlePattern> => candlePattern(name, length);
  return { description, formula, source: 'technicalindicators', parameters: {}, create };
}

function spinningTop(direction: 'bullish' | 'bearish', formula: string): CatalogEntry {
  return {
    description: `${direction} spinning top`,
    formula,
    source: 'ours',
    parameters: {},
    create: () => new SpinningTop(direction),
  };
}
