import { SYSTEM_LINES } from './system-lines.js';
import type { Lines } from './line.js';

/** How the line's progress reads in the log: services do not write it, it is made of what they publish. */
export const LINES: Lines = {
  CycleStarted: {
    service: 'TradingOrchestrator',
    level: 'DEBUG',
    text: ({ cycle, instant }) => `Cycle ${cycle} at ${iso(instant)}`,
    fields: ({ cycle }) => ({ cycle }),
  },
  DataFetched: {
    service: 'DataFetchingService',
    level: 'INFO',
    text: ({ count, symbol, timeframe }) => `Fetched ${count} bars for ${symbol} ${timeframe}`,
    fields: ({ count, symbol, timeframe }) => ({ symbol, timeframe, bars: count }),
  },
  NewCandle: {
    service: 'DataFetchingService',
    level: 'DEBUG',
    text: ({ symbol, timeframe, candle: { openTime, close, bars, isPartial } }) => {
      const partial = isPartial === true ? `, partial: of ${bars} bars` : '';
      return `New candle ${symbol} ${timeframe} ${iso(openTime)} close ${close}${partial}`;
    },
    fields: ({ symbol, timeframe, phase }) => ({ symbol, timeframe, phase }),
  },
  DataFetchError: {
    service: 'DataFetchingService',
    level: 'WARNING',
    text: ({ message }) => message,
    fields: ({ symbol, timeframe, reason }) => ({ symbol, timeframe, reason }),
  },
  FeedStale: {
    service: 'DataFetchingService',
    level: 'WARNING',
    text: ({ symbol, timeframe, ageMs }) => `No candle of ${symbol} ${timeframe} for ${Math.round(ageMs / 1_000)} s`,
    fields: ({ symbol, timeframe }) => ({ symbol, timeframe }),
  },
  IndicatorsCalculated: {
    service: 'IndicatorCalculationService',
    level: 'DEBUG',
    text: ({ symbol, timeframe }) => `Calculated indicators for ${symbol} ${timeframe}`,
    fields: ({ symbol, timeframe }) => ({ symbol, timeframe }),
  },
  RegimeChanged: {
    service: 'IndicatorCalculationService',
    level: 'INFO',
    text: ({ symbol, timeframe, from, to }) => `Regime of ${symbol} ${timeframe} changed from ${from} to ${to}`,
    fields: ({ symbol, timeframe, confidence }) => ({ symbol, timeframe, confidence }),
  },
  IndicatorCalculationError: {
    service: 'IndicatorCalculationService',
    level: 'ERROR',
    text: ({ symbol, timeframe, message }) => `Indicators of ${symbol} ${timeframe} failed: ${message}`,
  },
  EntrySignal: {
    service: 'StrategyEvaluationService',
    level: 'INFO',
    text: ({ strategy, direction, symbol, price }) => `${strategy} signals entry ${direction} ${symbol} at ${price}`,
    fields: ({ strategy, symbol, timeframe, direction }) => ({ strategy, symbol, timeframe, direction }),
  },
  ExitSignal: {
    service: 'StrategyEvaluationService',
    level: 'INFO',
    text: ({ strategy, direction, symbol, price }) => `${strategy} signals exit ${direction} ${symbol} at ${price}`,
    fields: ({ strategy, symbol, timeframe, direction }) => ({ strategy, symbol, timeframe, direction }),
  },
  StrategyActivated: {
    service: 'StrategyEvaluationService',
    level: 'INFO',
    text: ({ strategy, symbol }) => `${strategy} is active on ${symbol}`,
  },
  StrategyDeactivated: {
    service: 'StrategyEvaluationService',
    level: 'INFO',
    text: ({ strategy, symbol, reason }) => `${strategy} is not active on ${symbol}: ${reason}`,
  },
  StrategyEvaluationError: {
    service: 'StrategyEvaluationService',
    level: 'ERROR',
    text: ({ strategy, symbol, message }) => `${strategy} failed on ${symbol}: ${message}`,
  },
  OrderApproved: {
    service: 'RiskGate',
    level: 'INFO',
    text: ({ order }) => `Approved ${order.intent} ${order.side} ${order.volume} ${order.symbol}`,
    fields: ({ order }) => ({ symbol: order.symbol, client_order_id: order.clientOrderId }),
  },
  OrderDenied: {
    service: 'RiskGate',
    level: 'INFO',
    text: ({ strategy, symbol, message }) => `Denied ${strategy} on ${symbol}: ${message}`,
    fields: ({ symbol, reason, value, limit }) => ({ symbol, reason, value, limit }),
  },
  RiskLimitBreached: {
    service: 'RiskGate',
    level: 'ERROR',
    text: ({ limitName, value, limit, reaction }) =>
      `Limit ${limitName} breached: ${value} beyond ${limit}, reaction ${reaction}`,
  },
  TradingAuthorized: { service: 'RiskGate', level: 'INFO', text: ({ reason }) => `Trading authorized: ${reason}` },
  TradingBlocked: {
    service: 'RiskGate',
    level: 'WARNING',
    text: ({ reasons }) => `Trading blocked: ${reasons.join(', ')}`,
  },
  CancelRequested: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ clientOrderId, reason }) => `Taking order ${clientOrderId} back: ${reason}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  StopMoveRefused: {
    service: 'TradeExecutionService',
    level: 'WARNING',
    text: ({ clientOrderId, message }) => `Stop ${clientOrderId} was not moved: ${message}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  TradingHalted: { service: 'RiskGate', level: 'CRITICAL', text: ({ reason }) => `Trading is to end: ${reason}` },
  OrderPlaced: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ order }) => `Sent ${order.intent} ${order.side} ${order.volume} ${order.symbol} as ${order.clientOrderId}`,
    fields: ({ order }) => ({ symbol: order.symbol, client_order_id: order.clientOrderId }),
  },
  OrderAccepted: {
    service: 'TradeExecutionService',
    level: 'DEBUG',
    text: ({ clientOrderId, venueOrderId }) => `Order ${clientOrderId} accepted as ${venueOrderId}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderRejected: {
    service: 'TradeExecutionService',
    level: 'WARNING',
    text: ({ clientOrderId, message }) => `Order ${clientOrderId} rejected: ${message}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderPartiallyFilled: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ fill }) => `Order ${fill.clientOrderId} partly filled: ${fill.volume} at ${fill.price}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderFilled: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ fill }) =>
      `Order ${fill.clientOrderId} filled: ${fill.side} ${fill.volume} ${fill.symbol} at ${fill.price}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderCanceled: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ clientOrderId, message }) => `Order ${clientOrderId} canceled: ${message}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderExpired: {
    service: 'TradeExecutionService',
    level: 'INFO',
    text: ({ clientOrderId }) => `Order ${clientOrderId} expired`,
    fields: ({ symbol }) => ({ symbol }),
  },
  OrderUnknown: {
    service: 'TradeExecutionService',
    level: 'ERROR',
    text: ({ clientOrderId, message }) => `The fate of order ${clientOrderId} is not known: ${message}`,
    fields: ({ symbol }) => ({ symbol }),
  },
  PositionOpened: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ direction, volume, symbol, entryPrice }) => `Opened ${direction} ${volume} ${symbol} at ${entryPrice}`,
    fields: ({ symbol, strategy, positionId }) => ({ symbol, strategy, position_id: positionId }),
  },
  PositionIncreased: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ symbol, volume, entryPrice }) => `${symbol} is now ${volume} at ${entryPrice}`,
  },
  StopLossMoved: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ symbol, from, to, reason }) => `Stop of ${symbol} moved from ${from} to ${to}: ${reason}`,
    fields: ({ symbol, strategy, positionId }) => ({ symbol, strategy, position_id: positionId }),
  },
  TakeProfitHit: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ symbol, price }) => `Take profit of ${symbol} hit at ${price}`,
  },
  PositionPartiallyClosed: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ symbol, volume, remaining }) => `Closed ${volume} of ${symbol}, ${remaining} left`,
  },
  PositionClosed: {
    service: 'PositionMonitor',
    level: 'INFO',
    text: ({ direction, symbol, exitPrice, reason, netProfit }) =>
      `Closed ${direction} ${symbol} at ${exitPrice} by ${reason}: ${netProfit}`,
    fields: ({ symbol, strategy, positionId, netProfit }) => ({
      symbol,
      strategy,
      position_id: positionId,
      net_profit: netProfit,
    }),
  },
  AccountUpdated: {
    service: 'TradeExecutionService',
    level: 'DEBUG',
    text: ({ account }) => `Balance ${account.balance}, equity ${account.equity} ${account.currency}`,
  },
  ...SYSTEM_LINES,
};

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
