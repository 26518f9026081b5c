import { limitFillPrice, marketFillPrice, ownBar, stopFillPrice } from '@q/trading';
import { isTargetFirst } from './bar-path.js';
import type { Floor } from './fill-waiting.js';
import type { VenuePosition } from './venue-book.js';
import { opposite, replace } from './venue-book.js';

/**
 * Stops and targets of the open positions, oldest position first. They are one-cancels-other: a stop closes everything and with it the
 * targets, the last target closes what is left and with it the stop.
 */
export function fillAttached(floor: Floor): void {
  const { book } = floor;
  for (const position of [...book.positions]) {
    if (takesTargetsFirst(floor, position)) tryTargets(floor, position);
    // Where both could have been hit inside the bar, the stop is taken, unless its path says otherwise.
    const left = book.positions.find(({ positionId }) => positionId === position.positionId);
    // The stop is the one that stood when the candle began, also where a target has moved it meanwhile.
    const isStopped = left !== undefined && tryStop(floor, { ...left, stopLoss: position.stopLoss });
    if (!isStopped && !position.isNew) tryTargets(floor, position);
    const still = book.positions.find(({ positionId }) => positionId === position.positionId);
    if (still?.isNew === true) replace(book, still, { ...still, isNew: false });
  }
}

function takesTargetsFirst({ path, quotes }: Floor, { isNew, side, stopLoss, targets }: VenuePosition): boolean {
  const [nearest] = targets;
  if (isNew || stopLoss === undefined || nearest === undefined) return false;
  const bar = ownBar(opposite(side), quotes);
  return isTargetFirst(path, { side, stop: stopLoss.price, target: nearest.price, bar });
}

function tryStop(floor: Floor, position: VenuePosition): boolean {
  const { book, symbol, ledger, quotes, candle } = floor;
  const { stopLoss, side, volume } = position;
  if (stopLoss === undefined) return false;
  const { clientOrderId, price } = stopLoss;
  const reached = stopFillPrice(opposite(side), price, ownBar(opposite(side), quotes), 0);
  if (reached === undefined) return false;
  const slippage = floor.friction.slippage(floor.slippage, volume, candle);
  const rawPrice = marketFillPrice(opposite(side), reached, slippage);
  const at = candle.closeTime;
  ledger.close(book, symbol, position, { clientOrderId, intent: 'stop', rawPrice, at, volume, isMaker: false });
  return true;
}

/** Nearest first; the last target closes whatever is left. */
function tryTargets({ book, symbol, ledger, quotes, candle }: Floor, { positionId }: VenuePosition): void {
  for (;;) {
    const position = book.positions.find((one) => one.positionId === positionId);
    const [target, ...others] = position?.targets ?? [];
    if (position === undefined || target === undefined) return;
    const side = opposite(position.side);
    const rawPrice = limitFillPrice(side, target.price, ownBar(side, quotes));
    if (rawPrice === undefined) return;
    const now = { ...position, targets: others };
    replace(book, position, now);
    const volume = others.length === 0 ? position.volume : target.volume;
    const { clientOrderId } = target;
    const at = candle.closeTime;
    ledger.close(book, symbol, now, { clientOrderId, intent: 'target', rawPrice, at, volume, isMaker: true });
  }
}
