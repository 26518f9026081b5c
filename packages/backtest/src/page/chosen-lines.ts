import type { SystemConfig } from '@q/config';
import type { Timeframe } from '@q/events';
import { byLength } from '@q/events';
import type { IndicatorParams } from '@q/indicators';
import { baseName, instanceColumns, REGIME } from '@q/indicators';
import { neededWarmUp } from '@q/trading';

/** A line of the candle chart: one column of an indicator. */
export interface ChartLine {
  readonly name: string;
  readonly timeframe: Timeframe;
  /** 0 among the candles, 1 and up in a pane of its own below them. */
  readonly pane: number;
}

/** An indicator with the lines that are drawn of it, by the place of its output. */
export interface DrawnIndicator {
  readonly timeframe: Timeframe;
  readonly instance: string;
  readonly params: IndicatorParams;
  readonly outputs: readonly { readonly output: number; readonly line: ChartLine }[];
}

export interface ChosenLines {
  readonly drawn: readonly DrawnIndicator[];
  /** Names of indicators for which there is no room. */
  readonly leftOut: readonly string[];
}

/** Indicators that are prices, and stand among the candles; every other one has a pane. */
const PRICES = new Set([
  'sma',
  'ema',
  'rma',
  'wma',
  'wema',
  'bb',
  'keltner',
  'supertrend',
  'sar',
  'ichimoku',
  'highest',
  'lowest',
  'chandelierexit',
  'typicalprice',
  'vwap',
]);
const MOST_PRICE_LINES = 8;
const MOST_PANES = 3;

/**
 * The indicators that the strategies of a symbol read; where it has only strategies in code, all that are configured. Their numbers are
 * drawn: prices among the candles, everything else in at most three panes. What a band says besides of where the price stands is left out.
 */
export function chosenLines(symbol: string, config: SystemConfig): ChosenLines {
  const drawn: DrawnIndicator[] = [];
  const leftOut: string[] = [];
  let [priceLines, panes] = [0, 0];
  for (const { timeframe, instance, params } of readIndicators(symbol, config)) {
    const prices = pricesOf(instance, params);
    const isPrice = prices.length > 0;
    if (isPrice ? priceLines + prices.length > MOST_PRICE_LINES : panes === MOST_PANES) {
      leftOut.push(instance);
      continue;
    }
    if (isPrice) priceLines += prices.length;
    else panes += 1;
    const outputs = (isPrice ? prices : numbersOf(instance, params)).map(({ output, name }) => ({
      output,
      line: { name, timeframe, pane: isPrice ? 0 : panes },
    }));
    drawn.push({ timeframe, instance, params, outputs });
  }
  return { drawn, leftOut };
}

/** The shortest timeframe first. */
function readIndicators(symbol: string, { indicators, strategies, trading }: SystemConfig) {
  const definitions = strategies.loaded
    .filter((one) => one.symbol === symbol && one.definition.activation.enabled)
    .map(({ definition }) => definition);
  return trading.timeframes.toSorted(byLength).flatMap((timeframe) => {
    const own = indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
    const instances = Object.entries(own?.instances ?? {}).filter(([instance]) => instance !== REGIME);
    const read = neededWarmUp(definitions, timeframe, own?.instances ?? {})?.parts.map(({ name }) => name) ?? [];
    return instances
      .filter(([instance]) => definitions.length === 0 || read.includes(instance))
      .map(([instance, params]) => ({ timeframe, instance, params }));
  });
}

/** Outputs that are numbers: flags and words have no height. */
function numbersOf(instance: string, params: IndicatorParams) {
  return instanceColumns(instance, params).flatMap(({ name, kind }, output) =>
    kind === 'number' ? [{ output, name }] : [],
  );
}

/** None where the indicator is no price. */
function pricesOf(instance: string, params: IndicatorParams) {
  if (!PRICES.has(baseName(instance))) return [];
  return numbersOf(instance, params).filter(({ name }) => !name.endsWith('_percent_b'));
}
