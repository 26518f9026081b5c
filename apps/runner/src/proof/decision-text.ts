import type { Decision } from '@q/backtest';
import { iso } from '../why/iso.js';

/** A decision in a line, with its prices and what they were planned from; `nothing` where there was none. */
export function decisionLine(decision: Decision | undefined): string {
  if (decision === undefined) return 'nothing';
  const { kind, direction, decidedAt, price, inputs, reason, percent, intent, volume, stopLoss, takeProfits } =
    decision;
  const { stopPrice, timeInForce } = decision;
  const planned = Object.entries(inputs ?? {}).map(([name, value]) => `${name} ${value}`);
  return [
    kind === 'order' ? `order: ${intent ?? ''} ${direction} ${volume ?? ''}` : `${kind} signal ${direction}`,
    ...(stopPrice === undefined ? [] : [`stop entry ${stopPrice}`]),
    ...(price === undefined ? [] : [`at ${price}`]),
    ...(timeInForce === undefined ? [] : [timeInForce]),
    ...(reason === undefined ? [] : [reason]),
    ...(percent === undefined ? [] : [`${percent} %`]),
    ...(stopLoss === undefined ? [] : [`stop ${stopLoss}`]),
    ...(takeProfits ?? []).map((target) => `target ${target.price}`),
    ...planned,
    `decided ${iso(decidedAt)}`,
  ].join(', ');
}

/** A decision with the keys of `--json`; `null` where there was none. */
export function decisionRow(decision: Decision | undefined): object | null {
  if (decision === undefined) return null;
  const { at, decidedAt, stopPrice, timeInForce, stopLoss, takeProfits, expiresAt, ...rest } = decision;
  return {
    ...rest,
    at: iso(at),
    decided_at: iso(decidedAt),
    stop_price: stopPrice,
    time_in_force: timeInForce,
    stop_loss: stopLoss,
    take_profits: takeProfits,
    expires_at: expiresAt === undefined ? undefined : iso(expiresAt),
  };
}
