import type { ApprovedOrder } from '@q/events';
import type { KeptEvent } from './read-history.js';

/** What an event says, in a few words; its type stands beside it. */
export function eventText(event: KeptEvent): string {
  switch (event.type) {
    case 'CycleStarted':
      return [`cycle ${event.cycle}`, event.phase === 'live' ? '' : event.phase, event.idle ? 'idle' : '']
        .filter((text) => text !== '')
        .join(', ');
    case 'DataFetched':
      return `${event.timeframe}, ${event.count} candles`;
    case 'NewCandle':
      return `${event.timeframe}, close ${event.candle.close}`;
    case 'IndicatorsCalculated':
      return event.timeframe;
    case 'RegimeChanged':
      return `${event.timeframe}, ${event.from} to ${event.to}`;
    case 'FeedStale':
      return `no candle for ${Math.round(event.ageMs / 1_000)} s`;
    case 'EntrySignal':
      return `${event.direction} at ${event.price}, ${event.strategy}`;
    case 'ExitSignal':
      return `${event.direction} at ${event.price}, ${event.strategy}: ${event.reason}`;
    case 'StrategyActivated':
      return event.strategy;
    case 'OrderApproved':
    case 'OrderPlaced':
      return orderText(event.order);
    case 'OrderDenied':
      return `${event.direction}: ${event.reason}`;
    case 'OrderAccepted':
      return `as ${event.venueOrderId}`;
    case 'OrderPartiallyFilled':
    case 'OrderFilled':
      return `${event.fill.intent}, ${event.fill.side} ${event.fill.volume} at ${event.fill.price}`;
    case 'PositionOpened':
      return `${event.direction} ${event.volume} at ${event.entryPrice}, ${event.strategy}`;
    case 'PositionIncreased':
      return `${event.direction} ${event.volume} at ${event.entryPrice}`;
    case 'TakeProfitHit':
      return `${event.volume} at ${event.price}`;
    case 'PositionPartiallyClosed':
      return `${event.direction} ${event.volume} at ${event.exitPrice} by ${event.reason}, ${event.remaining} left`;
    case 'PositionClosed':
      return `${event.direction} ${event.volume} at ${event.exitPrice} by ${event.reason}, net ${signed(event.netProfit)}`;
    case 'StopLossMoved':
      return `${event.from} to ${event.to}: ${event.reason}`;
    case 'AccountUpdated':
      return `balance ${event.account.balance.toFixed(2)}, equity ${event.account.equity.toFixed(2)}`;
    case 'RiskLimitBreached':
      return `${event.limitName}: ${event.value} of ${event.limit}, ${event.reaction}`;
    case 'TradingBlocked':
      return event.reasons.join(', ');
    default:
      return said(event);
  }
}

/** `entry long 0.2, stop entry 1.1, limit 1.1002, GTD, stop 1.0981, target 1.1016`: what the order has of it. */
export function orderText({
  intent,
  direction,
  volume,
  exitReason,
  stopPrice,
  limitPrice,
  timeInForce,
  stopLoss,
  takeProfits,
}: ApprovedOrder): string {
  const targets = (takeProfits ?? []).map(({ price }) => price).join(', ');
  return [
    `${intent} ${direction} ${volume}`,
    ...(exitReason === undefined ? [] : [exitReason]),
    ...(stopPrice === undefined ? [] : [`stop entry ${stopPrice}`]),
    ...(limitPrice === undefined ? [] : [`limit ${limitPrice}`]),
    ...(timeInForce === undefined ? [] : [timeInForce]),
    ...(stopLoss === undefined ? [] : [`stop ${stopLoss.price}`]),
    ...(targets === '' ? [] : [`target ${targets}`]),
  ].join(', ');
}

function said(event: KeptEvent): string {
  if ('message' in event && typeof event.message === 'string') return event.message;
  return 'reason' in event && typeof event.reason === 'string' ? event.reason : '';
}

function signed(money: number): string {
  return `${money >= 0 ? '+' : ''}${money.toFixed(2)}`;
}
