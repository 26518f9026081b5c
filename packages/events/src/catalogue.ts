import type { AccountEvent } from './account-events.js';
import type { AnalysisEvent } from './analysis-events.js';
import type { ControlEvent } from './control-events.js';
import type { MarketEvent } from './market-events.js';
import type { OrderEvent } from './order-events.js';
import type { PositionEvent } from './position-events.js';
import type { SignalEvent } from './signal-events.js';
import type { SystemEvent } from './system-events.js';

/**
 * A bot's own events: add them by declaration merging, and they are typed like ours everywhere.
 * `declare module '@q/events' { interface CustomEvents { Heartbeat: { readonly type: 'Heartbeat' } } }`
 */
export interface CustomEvents {}

type CustomEvent = Extract<CustomEvents[keyof CustomEvents], { readonly type: string }>;

/** Everything that can travel on the bus, told apart by `type`. */
export type TradingEvent =
  | MarketEvent
  | AnalysisEvent
  | SignalEvent
  | OrderEvent
  | PositionEvent
  | AccountEvent
  | ControlEvent
  | SystemEvent
  | CustomEvent;

export type EventType = TradingEvent['type'];

/** The event of a type: `EventOf<'NewCandle'>` is `NewCandleEvent`. */
export type EventOf<T extends EventType> = Extract<TradingEvent, { readonly type: T }>;

type OurEventType = Exclude<EventType, CustomEvent['type']>;

/** Every event of the catalogue and its topic. The compiler keeps it complete. */
export const EVENT_TOPICS: Readonly<Record<OurEventType, Topic>> = {
  CycleStarted: 'market',
  DataFetched: 'market',
  NewCandle: 'market',
  DataFetchError: 'market',
  FeedStale: 'market',
  IndicatorsCalculated: 'analysis',
  RegimeChanged: 'analysis',
  IndicatorCalculationError: 'analysis',
  EntrySignal: 'signals',
  ExitSignal: 'signals',
  StrategyActivated: 'signals',
  StrategyDeactivated: 'signals',
  StrategyEvaluationError: 'signals',
  OrderApproved: 'orders',
  OrderDenied: 'orders',
  CancelRequested: 'orders',
  OrderPlaced: 'orders',
  OrderAccepted: 'orders',
  OrderRejected: 'orders',
  OrderPartiallyFilled: 'orders',
  OrderFilled: 'orders',
  OrderCanceled: 'orders',
  OrderExpired: 'orders',
  OrderUnknown: 'orders',
  StopMoveRefused: 'orders',
  PositionOpened: 'positions',
  PositionIncreased: 'positions',
  TakeProfitHit: 'positions',
  PositionPartiallyClosed: 'positions',
  StopLossMoved: 'positions',
  PositionClosed: 'positions',
  AccountUpdated: 'account',
  RiskLimitBreached: 'account',
  TradingAuthorized: 'account',
  TradingBlocked: 'account',
  TradingHalted: 'account',
  ToggleAutomation: 'control',
  AutomationStateChanged: 'control',
  ResetRiskLimits: 'control',
  FlattenRequested: 'control',
  ServiceStarted: 'system',
  ServiceStopped: 'system',
  ServiceRestarted: 'system',
  ServiceFailed: 'system',
  HandlerFailed: 'system',
  JournalStateChanged: 'system',
};

export type Topic = 'market' | 'analysis' | 'signals' | 'orders' | 'positions' | 'account' | 'control' | 'system';

/** Events that a full queue may drop: everything else must arrive. */
export function mayBeDropped(type: string): boolean {
  const topic = (EVENT_TOPICS as Readonly<Record<string, Topic | undefined>>)[type];
  return topic === 'market' || topic === 'analysis';
}
