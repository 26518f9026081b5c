import type { DenialReason, Direction, Instrument } from '@q/events';
import { floorVolume, snapPrice } from './instrument-grid.js';
import type { Distance, RiskRules } from './strategy-schema.js';

export interface EntryRequest {
  readonly direction: Direction;
  /** The price the stop and target are measured from: the close that decided. */
  readonly price: number;
  readonly risk: RiskRules;
  readonly instrument: Instrument;
}

/** Volume in lots on the lot grid, prices on the tick grid. */
export interface EntryPlan {
  readonly volume: number;
  readonly stopLoss?: number;
  readonly takeProfit?: number;
}

export type Planned =
  | { readonly ok: true; readonly plan: EntryPlan }
  | {
      readonly ok: false;
      readonly reason: DenialReason;
      readonly message: string;
      readonly value: number;
      readonly limit: number;
    };

/** Size, then stop, then target of an entry. A size is never rounded up; what cannot be traded is an answer, not an error. */
export function planEntry({ direction, price, risk, instrument }: EntryRequest): Planned {
  const wanted = risk.position_sizing.value;
  const volume = floorVolume(instrument, wanted);
  if (volume < instrument.minLot) {
    const message = `${wanted} lots of ${instrument.symbol} are below the smallest order of ${instrument.minLot}`;
    return { ok: false, reason: 'below_min_lot', message, value: wanted, limit: instrument.minLot };
  }
  if (volume > instrument.maxLot) {
    const message = `${wanted} lots of ${instrument.symbol} are above the largest order of ${instrument.maxLot}`;
    return { ok: false, reason: 'max_position_size', message, value: wanted, limit: instrument.maxLot };
  }
  const sign = direction === 'long' ? 1 : -1;
  const stopLoss =
    risk.sl === undefined
      ? undefined
      : snapPrice(instrument, price - sign * distanceInPrice(risk.sl, price, instrument));
  const takeProfit =
    risk.tp === undefined
      ? undefined
      : snapPrice(instrument, price + sign * distanceInPrice(risk.tp, price, instrument));
  if (stopLoss !== undefined && !isBeyond(stopLoss, price, -sign))
    return unusable('invalid_stop', 'stop loss', stopLoss, price);
  if (takeProfit !== undefined && !isBeyond(takeProfit, price, sign))
    return unusable('invalid_target', 'take profit', takeProfit, price);
  return {
    ok: true,
    plan: {
      volume,
      ...(stopLoss === undefined ? {} : { stopLoss }),
      ...(takeProfit === undefined ? {} : { takeProfit }),
    },
  };
}

/** A configured distance as a price distance. */
export function distanceInPrice(distance: Distance, price: number, instrument: Instrument): number {
  if (distance.unit === 'pips') return distance.value * instrument.pip;
  return distance.unit === 'percent' ? (price * distance.value) / 100 : distance.value;
}

function isBeyond(level: number, price: number, sign: number): boolean {
  return level > 0 && (level - price) * sign > 0;
}

function unusable(reason: 'invalid_stop' | 'invalid_target', what: string, level: number, price: number): Planned {
  const message = `a ${what} of ${level} does not work for an entry at ${price}: it rounds to the entry price or below zero`;
  return { ok: false, reason, message, value: level, limit: price };
}
