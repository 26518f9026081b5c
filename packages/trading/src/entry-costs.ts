import type { EntryCosts, CompleteRequest } from './entry-plan.js';
import { signOf } from './entry-plan.js';
import { cannotConvert } from './money.js';
import { roundTo } from './instrument-grid.js';
import type { Instrument } from '@q/events';

/** What turns the price move of one entry into account currency. */
export interface EntryTerms {
  readonly instrument: Instrument;
  /** 1 for a long entry, -1 for a short one. */
  readonly sign: 1 | -1;
  /** The close that decided. */
  readonly price: number;
  readonly currency: string;
  /** Account currency for a unit of the quote currency; `undefined` where the price itself is the rate: the account is in the base currency. */
  readonly rate: number | undefined;
  readonly costs: EntryCosts;
}

export const NO_COSTS: EntryCosts = { spread: 0, slippage: 0, commissionPerLot: 0 };

/**
 * @throws Error where the account currency is neither the instrument's quote nor its base currency and there is no rate, or the price is
 * none
 */
export function entryTerms(request: CompleteRequest): EntryTerms {
  const { instrument, direction, price, account, costs = NO_COSTS } = request;
  if (!Number.isFinite(price) || price <= 0)
    throw new RangeError(`${instrument.symbol} cannot be entered at ${price}: a price is above 0`);
  const currency = account?.currency ?? instrument.quoteCurrency;
  const isInBase = instrument.baseCurrency === currency && instrument.quoteCurrency !== currency;
  const rate = instrument.quoteCurrency === currency ? 1 : isInBase ? undefined : request.rate;
  if (rate === undefined && !isInBase) throw new Error(cannotConvert(instrument, currency));
  return { instrument, sign: signOf(direction), price, currency, rate, costs };
}

/**
 * Account currency that one lot entered at `entry` loses at `stop`: (distance + spread / 2 + 2 * slippage) * contract size * rate
 * + 2 * commission. A result in base currency is converted at the stop or at the price of the decision, whichever makes the loss larger.
 */
export function lossPerLot(terms: EntryTerms, entry: number, stop: number): number {
  const { instrument, sign, costs, price } = terms;
  const move = sign * (entry - stop) + moveByCosts(costs);
  const worst = Math.min(price, stop - sign * costs.slippage);
  const rate = terms.rate ?? (worst > 0 ? 1 / worst : Infinity);
  return move * instrument.contractSize * rate + 2 * costs.commissionPerLot;
}

/** The price on the tick grid at which one lot has lost at most `loss`, rounded towards the entry; `undefined` where costs alone lose that much. */
export function stopAtLoss(terms: EntryTerms, entry: number, loss: number): number | undefined {
  const { instrument, sign, costs } = terms;
  const inContract = Math.max(0, (loss - 2 * costs.commissionPerLot) / instrument.contractSize);
  const distance = moveAtLoss(terms, entry, inContract) - moveByCosts(costs);
  return distance > 0 ? snapTowardsEntry(instrument, entry - sign * distance, sign) : undefined;
}

/** The loss by price of a position in account currency, without costs, at the price of the decision. */
export function lossByPrice(terms: EntryTerms, distance: number, volume: number): number {
  return distance * volume * terms.instrument.contractSize * (terms.rate ?? 1 / terms.price);
}

/** `lossPerLot` solved for the move, for a loss per unit of the contract. */
function moveAtLoss(terms: EntryTerms, entry: number, loss: number): number {
  const { sign, price, costs, rate } = terms;
  if (rate !== undefined) return loss / rate;
  if (sign < 0) return loss * price;
  // Converted where it is closed: move / (fill - move) = loss.
  const fill = entry + costs.spread / 2 + costs.slippage;
  return (fill * loss) / (1 + loss);
}

/** Half a spread from the middle to the fill, and slippage when it is opened and when the stop is hit. */
function moveByCosts({ spread, slippage }: EntryCosts): number {
  return spread / 2 + 2 * slippage;
}

/** In ticks: a price that stands on the grid in decimal seldom does in binary. */
const SLACK = 1e-7;

function snapTowardsEntry({ tickSize, digits }: Instrument, price: number, sign: 1 | -1): number {
  const ticks = price / tickSize;
  const whole = sign > 0 ? Math.ceil(ticks - SLACK) : Math.floor(ticks + SLACK);
  return roundTo(whole * tickSize, digits);
}
