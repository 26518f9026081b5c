import type { TrailingStop } from '@q/events';
import { distanceInPrice } from './distance.js';
import type { CompleteRequest } from './entry-plan.js';

/**
 * How the stop of a strategy follows the price, in price distances; `undefined` where it stays.
 * @param initialDistance from the entry to the stop it begins with: what a monetary stop follows at
 */
export function trailingStop(
  { risk, price, instrument }: CompleteRequest,
  initialDistance: number,
): TrailingStop | undefined {
  const { sl } = risk;
  if (sl === undefined) return undefined;
  if (sl.type === 'monetary') return sl.trailing ? { distance: initialDistance, activation: 0 } : undefined;
  const inPrice = (value: number, unit = sl.unit): number => distanceInPrice({ value, unit }, price, instrument);
  if (sl.type === 'trailing') {
    return {
      distance: inPrice(sl.step),
      activation: inPrice(sl.activation_price ?? 0),
      ...(sl.cap === undefined ? {} : { cap: inPrice(sl.cap) }),
    };
  }
  const { trailing } = sl;
  if (trailing === undefined || trailing.enabled === false || trailing.enabled === 0) return undefined;
  return { distance: inPrice(trailing.step, trailing.unit), activation: 0 };
}
