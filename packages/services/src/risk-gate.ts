import type {
  ApprovedOrder,
  ClientOrderId,
  CloseReason,
  EntrySignalEvent,
  Instrument,
  Order,
  OrderDeniedEvent,
  OrderIntent,
} from '@q/events';
import { sideOf } from '@q/events';
import type { EntryPlan, RiskLimits, RiskRules, RiskVerdict } from '@q/trading';
import { checkRisk, clientOrderId, magicNumber, planEntry } from '@q/trading';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import type { AccountStopRules, LimitCrossed, OpenPosition } from './risk-state.js';
import { RiskState } from './risk-state.js';

export interface RiskGateOptions {
  readonly accountId: string;
  readonly instruments: Readonly<Record<string, Instrument>>;
  /** Risk rules and timeframes of each strategy by name. */
  readonly strategies: Readonly<Record<string, { readonly risk: RiskRules; readonly timeframes: readonly string[] }>>;
  readonly limits: RiskLimits;
  /** Account currency; 0 means no limit. */
  readonly dailyLossLimit: number;
  readonly accountStop: AccountStopRules | undefined;
  readonly automationEnabled: boolean;
}

type Produces = 'OrderApproved' | 'OrderDenied' | 'RiskLimitBreached' | 'TradingAuthorized' | 'TradingBlocked';

/** The only place where an order is approved. Every entry is asked about, in one place, with all facts; an exit always passes. */
export function riskGate(options: RiskGateOptions): EventDrivenService {
  const state = new RiskState(options);
  let told = 'nothing';
  const tellIfChanged = (emit: Emit<Produces>): void => {
    const reasons = state.blocks;
    const now = reasons.join(' ');
    if (now === told) return;
    told = now;
    if (reasons.length === 0) emit({ type: 'TradingAuthorized', reason: 'all checks passed' });
    else emit({ type: 'TradingBlocked', reasons });
  };
  return defineService({
    name: 'RiskGate',
    produces: ['OrderApproved', 'OrderDenied', 'RiskLimitBreached', 'TradingAuthorized', 'TradingBlocked'],
    on: {
      EntrySignal: (signal, emit) => decideEntry(signal, state, options, emit),
      ExitSignal(signal, emit) {
        const { strategy, symbol, direction, reason, decidedAt, timeframe } = signal;
        const positions = state.positionsToExit(
          (open) => open.strategy === strategy && open.symbol === symbol && open.direction === direction,
        );
        for (const position of positions)
          approve(exitOf(position, { decidedAt, timeframe, reason }, options), state, emit);
      },
      CycleStarted({ instant }, emit) {
        state.newCycle(instant);
        tellIfChanged(emit);
      },
      AccountUpdated({ account }, emit, { at }) {
        for (const crossed of state.account(account, at)) breached(crossed, { state, options, at }, emit);
        tellIfChanged(emit);
      },
      AutomationStateChanged({ enabled }, emit) {
        state.automationEnabled = enabled;
        tellIfChanged(emit);
      },
      NewCandle: ({ symbol }) => state.fresh(symbol),
      FeedStale: ({ symbol, ageMs }) => state.stale(symbol, ageMs),
      ServiceFailed: ({ service, symbol }) => state.failed(service, symbol),
      PositionOpened: (event) => state.opened(event),
      PositionPartiallyClosed: (event) => state.reduced(event),
      PositionClosed: (event) => state.closed(event),
      OrderAccepted: (event) => state.known(event.clientOrderId),
      OrderFilled: ({ fill }) => state.known(fill.clientOrderId),
      OrderUnknown: ({ clientOrderId: id, symbol }) => state.unknown(id, symbol),
      OrderRejected: (event) => state.gone(event.clientOrderId),
      OrderCanceled: (event) => state.gone(event.clientOrderId),
      OrderExpired: (event) => state.gone(event.clientOrderId),
    },
    stop() {
      state.isStopping = true;
    },
  });
}

function decideEntry(signal: EntrySignalEvent, state: RiskState, options: RiskGateOptions, emit: Emit<Produces>): void {
  const { strategy, symbol, direction, decidedAt, price } = signal;
  const rules = options.strategies[strategy];
  const instrument = options.instruments[symbol];
  if (rules === undefined || instrument === undefined)
    throw new Error(`no risk rules for strategy "${strategy}" on "${symbol}"`);
  const about = { strategy, symbol, direction, decidedAt };
  const planned = planEntry({ direction, price, risk: rules.risk, instrument });
  if (!planned.ok) return deny(planned, about, emit);
  const verdict = checkRisk(
    { strategy, symbol, direction, volume: planned.plan.volume },
    state.factsOf(symbol),
    options.limits,
  );
  if (!verdict.ok) return deny(verdict, about, emit);
  approve(entryOf(signal, planned.plan, options), state, emit);
}

type Refusal = Extract<RiskVerdict, { ok: false }>;

function deny(
  { reason, message, value, limit }: Refusal,
  about: Omit<OrderDeniedEvent, 'type' | 'reason' | 'message'>,
  emit: Emit<Produces>,
): void {
  const numbers = { ...(value === undefined ? {} : { value }), ...(limit === undefined ? {} : { limit }) };
  emit({ type: 'OrderDenied', ...about, reason, message, ...numbers });
}

function entryOf(signal: EntrySignalEvent, plan: EntryPlan, options: RiskGateOptions): Order {
  const { strategy, symbol, timeframe, direction, decidedAt } = signal;
  const idOf = (intent: OrderIntent): ClientOrderId =>
    clientOrderId({ account: options.accountId, strategy, symbol, timeframe, decidedAt, intent, leg: direction });
  return {
    clientOrderId: idOf('entry'),
    symbol,
    intent: 'entry',
    side: sideOf(direction, 'entry'),
    direction,
    volume: plan.volume,
    strategy,
    timeframe,
    decidedAt,
    magic: magicOf(strategy, symbol, options),
    ...(plan.stopLoss === undefined ? {} : { stopLoss: { clientOrderId: idOf('stop'), price: plan.stopLoss } }),
    ...(plan.takeProfit === undefined ? {} : { takeProfit: { clientOrderId: idOf('target'), price: plan.takeProfit } }),
  };
}

interface ExitDecision {
  readonly decidedAt: number;
  readonly timeframe: string;
  readonly reason: CloseReason;
}

function exitOf(
  position: OpenPosition,
  { decidedAt, timeframe, reason }: ExitDecision,
  options: RiskGateOptions,
): Order {
  const { strategy, symbol, direction, positionId, volume } = position;
  const identity = {
    account: options.accountId,
    strategy,
    symbol,
    timeframe,
    decidedAt,
    intent: 'exit',
    leg: positionId,
  } as const;
  return {
    clientOrderId: clientOrderId(identity),
    symbol,
    intent: 'exit',
    side: sideOf(direction, 'exit'),
    direction,
    volume,
    strategy,
    timeframe,
    decidedAt,
    magic: magicOf(strategy, symbol, options),
    positionId,
    exitReason: reason,
  };
}

function magicOf(strategy: string, symbol: string, options: RiskGateOptions): number {
  return magicNumber(strategy, symbol, options.strategies[strategy]?.timeframes ?? []);
}

/** The brand is put on here and nowhere else: brokers accept nothing without it. */
function approve(order: Order, state: RiskState, emit: Emit<Produces>): void {
  const approved = order as ApprovedOrder;
  state.approved(approved);
  emit({ type: 'OrderApproved', symbol: order.symbol, order: approved });
}

function breached(
  crossed: LimitCrossed,
  context: { readonly state: RiskState; readonly options: RiskGateOptions; readonly at: number },
  emit: Emit<Produces>,
): void {
  const { state, options, at } = context;
  const closes = crossed.limitName !== 'daily_loss' && options.accountStop?.closePositions === true;
  const { limitName, value, limit } = crossed;
  emit({ type: 'RiskLimitBreached', limitName, value, limit, reaction: closes ? 'close_positions' : 'block_entries' });
  if (!closes) return;
  for (const position of state.positionsToExit(() => true)) {
    approve(exitOf(position, { decidedAt: at, timeframe: '', reason: 'account_stop' }, options), state, emit);
  }
}
