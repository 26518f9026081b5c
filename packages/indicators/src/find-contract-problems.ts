import type { Candle } from '@q/events';
import type { DefinedIndicator } from './define-indicator.js';
import type { IndicatorParams } from './check-indicators.js';
import { findParameterProblems } from './check-parameters.js';
import { givenOf } from './given-of.js';
import { indicatorCoreOf } from './indicator-core-of.js';

const MINUTE_MS = 60_000;
/** Candles behind the warm-up. */
const MORE = 50;

/**
 * What a bot's own indicator breaks of what every indicator promises, found by running it over invented candles: that it has values exactly when
 * its warm-up is over, that they are of the kind it declares, that it leaves candles as they are, and that one knows nothing of another. Empty
 * where it keeps its word.
 * @param params what to run it with; its defaults where nothing is given
 */
export function findContractProblems(indicator: DefinedIndicator, params: IndicatorParams = {}): readonly string[] {
  const { name, parameters } = indicator;
  const wrong = findParameterProblems(name, parameters, params);
  if (wrong.length > 0) return wrong.map(({ message }) => message);
  try {
    const make = () => indicatorCoreOf(indicator, givenOf(parameters, params));
    const [alone, beside, other] = [make(), make(), make()];
    const length = alone.warmUp + MORE;
    for (let index = 0; index < length; index += 1) {
      const candle = inventedCandle(index, 100);
      alone.update(candle);
      other.update(inventedCandle(index, 300));
      beside.update(candle);
      const isReady = !alone.cells.some(Number.isNaN);
      if (isReady !== index >= alone.warmUp - 1) return [readinessText(isReady, index + 1, alone.warmUp)];
      if (!alone.cells.every((cell, at) => Object.is(cell, beside.cells[at])))
        return ['two of it share something: keep what it remembers inside of what create makes'];
    }
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function readinessText(isReady: boolean, candles: number, warmUp: number): string {
  return isReady
    ? `warmUp says ${warmUp} candles, and every output has a value after ${candles}: give undefined until then, or a lower warmUp`
    : `warmUp says ${warmUp} candles, and after ${candles} an output has no value: give one, or a higher warmUp`;
}

/** Candles with bodies and shadows of changing size about a level, the same each time. */
function inventedCandle(index: number, level: number): Candle {
  const middle = level + ((index * 7) % 11) - 5 + ((index * 13) % 17) / 8;
  const body = ((index * 5) % 9) - 4;
  const [open, close] = [middle - body / 2, middle + body / 2];
  return Object.freeze({
    openTime: index * MINUTE_MS,
    closeTime: (index + 1) * MINUTE_MS,
    open,
    high: Math.max(open, close) + ((index * 3) % 4) / 2,
    low: Math.min(open, close) - ((index * 11) % 3) / 2,
    close,
    volume: 10 + ((index * 31) % 23),
    bars: 1,
  });
}
