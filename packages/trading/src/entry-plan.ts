import type { DenialReason, Direction, Instrument, TimeInForce, TrailingStop } from '@q/events';
import type { RiskForm } from './complete-risk.js';
import type { RiskRules } from './strategy-schema.js';

export type SizingRules = RiskRules['position_sizing'];
export type StopRules = NonNullable<RiskRules['sl']>;
export type TargetRules = NonNullable<RiskRules['tp']>;
export type ScalingRules = NonNullable<RiskRules['scaling']>;

/** What a fill costs: `spread` and `slippage` in price units, commission in account currency for each lot and side. */
export interface EntryCosts {
  readonly spread: number;
  readonly slippage: number;
  readonly commissionPerLot: number;
}

export interface EntryRequest {
  readonly direction: Direction;
  /** The close that decided, of the strategy's lowest timeframe: what stop and targets are measured from. */
  readonly price: number;
  /** As it is written in a strategy file, or completed by its schema. */
  readonly risk: RiskRules | RiskForm;
  readonly instrument: Instrument;
  /** Sizes that are a part of the equity are denied without it; its currency is then taken to be the quote currency. */
  readonly account?: { readonly currency: string; readonly equity: number };
  /** Values of columns by `entryInputKey`; one that is not ready is missing. */
  readonly inputs?: Readonly<Record<string, number>>;
  /** Of the strategy; read where a size by volatility names no timeframe. */
  readonly lowestTimeframe?: string;
  /** None where they are left out. */
  readonly costs?: EntryCosts;
  /** Account currency for a unit of the quote currency; needed where the account is in neither currency of the instrument. */
  readonly rate?: number | undefined;
}

/** The same with its rules completed. */
export interface CompleteRequest extends EntryRequest {
  readonly risk: RiskRules;
}

/** A target price and the lots that are closed there. */
export interface PlannedTarget {
  readonly price: number;
  /** Percent of the position that this target is for; parts too small to trade were added to the next one. */
  readonly percent: number;
  readonly volume: number;
  /** Whether the stop is moved to the entry price once it is hit. */
  readonly moveStop: boolean;
}

/** Volumes in lots on the lot grid, prices on the tick grid. */
export interface EntryPlan {
  readonly volume: number;
  /** A market order where there is neither this nor a stop price. */
  readonly limitPrice?: number;
  /** What the market must go through first; with a limit price too it is a limit order from then on. */
  readonly stopPrice?: number;
  /** Left out by `atr_distance` and scaled entries, which wait for `expiresAfterMs`. */
  readonly timeInForce?: TimeInForce;
  /** How long the order waits. */
  readonly expiresAfterMs?: number;
  readonly stopLoss?: number;
  /** Nearest first; their volumes make `volume`. */
  readonly targets: readonly PlannedTarget[];
  readonly trailing?: TrailingStop;
  /** Account currency lost at the stop, costs included; there where there is a stop. */
  readonly risk?: number;
}

/** Why there is no plan, with the numbers that decided: lots, prices or account currency, as the message says. */
export interface Refusal {
  readonly ok: false;
  readonly reason: DenialReason;
  readonly message: string;
  readonly value?: number;
  readonly limit?: number;
}

export type Planned = { readonly ok: true; readonly plan: EntryPlan } | Refusal;

/** 1 where a rising price is a profit, -1 where it is a loss. */
export function signOf(direction: Direction): 1 | -1 {
  return direction === 'long' ? 1 : -1;
}

/** A reckoned number in a message: eight digits are enough for a reader. */
export function readable(value: number): number {
  return Number(value.toPrecision(8));
}
