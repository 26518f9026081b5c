import type { Candle, CellValue } from '@q/events';
import type { DefinedIndicator, IndicatorInCode } from './define-indicator.js';
import type { IndicatorCore, Output } from './indicator.js';
import { emptyCells } from './indicator.js';
import type { Given } from './parameter.js';

/** A bot's own indicator as the catalog holds it: its values are written into cells after every candle. @throws Error where `warmUp` is no number of candles */
export function indicatorCoreOf({ name, outputs, create }: DefinedIndicator, given: Given): IndicatorCore {
  const own = create(given);
  const { warmUp } = own;
  if (!Number.isInteger(warmUp) || warmUp < 1)
    throw new Error(`indicator "${name}": warmUp must be a whole number of candles, at least 1, got ${String(warmUp)}`);
  const cells = emptyCells(outputs);
  const update = (candle: Candle): void => {
    own.update(candle);
    outputs.forEach((output, index) => (cells[index] = cellOf(own, name, output)));
  };
  return { warmUp, outputs, cells, update };
}

/** @throws RangeError where the value is none that the output can have */
function cellOf(own: IndicatorInCode, indicator: string, output: Output): number {
  const value = own.value(output.name);
  if (value === undefined) return NaN;
  const cell = numberOf(value, output);
  if (cell !== undefined) return cell;
  const wanted = output.kind === 'text' ? `one of ${(output.values ?? []).join(', ')}` : `a ${output.kind}`;
  throw new RangeError(
    `indicator "${indicator}" gave ${String(value)} for output "${output.name}", which is ${wanted}; undefined says that it is not ready`,
  );
}

function numberOf(value: CellValue, { kind, values = [] }: Output): number | undefined {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (kind === 'flag') return typeof value === 'boolean' ? Number(value) : undefined;
  const index = values.indexOf(String(value));
  return index < 0 ? undefined : index;
}
