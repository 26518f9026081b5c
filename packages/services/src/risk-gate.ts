import type { ApprovedOrder, CloseReason, EntrySignalEvent, Instrument, Order, OrderDeniedEvent } from '@q/events';
import type { OrderDecision, RiskLimits, RiskRules, RiskVerdict } from '@q/trading';
import { checkRisk, entryOrder, exitOrder, planEntry } from '@q/trading';
import type { Emit, EventDrivenService } from './define-service.js';
import { defineService } from './define-service.js';
import { factHandlers } from './risk-facts.js';
import type { AccountStopRules, LimitCrossed, OpenPosition } from './risk-state.js';
import { RiskState } from './risk-state.js';

/** What the gate must know of a strategy. */
export interface StrategyRisk {
  readonly risk: RiskRules;
  readonly timeframes: readonly string[];
}

export interface RiskGateOptions {
  readonly accountId: string;
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly strategyOf: (symbol: string, strategy: string) => StrategyRisk | undefined;
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
  const gate = new Gate(state, options);
  return defineService({
    name: 'RiskGate',
    produces: ['OrderApproved', 'OrderDenied', 'RiskLimitBreached', 'TradingAuthorized', 'TradingBlocked'],
    on: {
      ...factHandlers(state),
      EntrySignal: (signal, emit) => gate.decide(signal, emit),
      ExitSignal({ strategy, symbol, direction, reason, decidedAt, timeframe }, emit) {
        const isMeant = (open: OpenPosition): boolean =>
          open.strategy === strategy && open.symbol === symbol && open.direction === direction;
        gate.exit(isMeant, { decidedAt, timeframe, reason }, emit);
      },
      PositionOpened(opened, emit, { at }) {
        state.opened(opened);
        if (state.mustCloseAtOnce(opened.positionId))
          gate.closeForAccountStop((open) => open.positionId === opened.positionId, at, emit);
      },
      CycleStarted({ instant }, emit) {
        state.newCycle(instant);
        gate.tellIfChanged(emit);
      },
      AccountUpdated({ account }, emit, { at }) {
        for (const crossed of state.account(account, at)) gate.react(crossed, at, emit);
        gate.tellIfChanged(emit);
      },
      AutomationStateChanged({ enabled }, emit) {
        state.automationEnabled = enabled;
        gate.tellIfChanged(emit);
      },
    },
    stop() {
      state.isStopping = true;
    },
  });
}

interface ExitDecision {
  readonly decidedAt: number;
  readonly timeframe: string;
  readonly reason: CloseReason;
}

class Gate {
  readonly #state: RiskState;
  readonly #options: RiskGateOptions;
  #told: string | undefined;

  constructor(state: RiskState, options: RiskGateOptions) {
    this.#state = state;
    this.#options = options;
  }

  decide(signal: EntrySignalEvent, emit: Emit<Produces>): void {
    const { strategy, symbol, direction, decidedAt, price } = signal;
    const rules = this.#options.strategyOf(symbol, strategy);
    const instrument = this.#options.instruments[symbol];
    if (rules === undefined || instrument === undefined) {
      throw new Error(`no risk rules for strategy "${strategy}" on "${symbol}"`);
    }
    const about = { strategy, symbol, direction, decidedAt };
    const planned = planEntry({ direction, price, risk: rules.risk, instrument });
    if (!planned.ok) return deny(planned, about, emit);
    const question = { strategy, symbol, direction, volume: planned.plan.volume };
    const verdict = checkRisk(question, this.#state.factsOf(symbol), this.#options.limits);
    if (!verdict.ok) return deny(verdict, about, emit);
    this.#approve(entryOrder(this.#decision(signal), planned.plan), emit);
  }

  exit(isMeant: (open: OpenPosition) => boolean, { reason, ...when }: ExitDecision, emit: Emit<Produces>): void {
    for (const position of this.#state.positionsToExit(isMeant)) {
      this.#approve(exitOrder(this.#decision({ ...position, ...when }), { ...position, reason }), emit);
    }
  }

  /** A limit was crossed: say so, and close everything where the account stop is to do that. */
  react({ limitName, value, limit }: LimitCrossed, at: number, emit: Emit<Produces>): void {
    const closes = limitName !== 'daily_loss' && this.#options.accountStop?.closePositions === true;
    emit({
      type: 'RiskLimitBreached',
      limitName,
      value,
      limit,
      reaction: closes ? 'close_positions' : 'block_entries',
    });
    if (!closes) return;
    this.#state.closePendingAsTheyOpen();
    this.closeForAccountStop(() => true, at, emit);
  }

  closeForAccountStop(isMeant: (open: OpenPosition) => boolean, at: number, emit: Emit<Produces>): void {
    this.exit(isMeant, { decidedAt: at, timeframe: '', reason: 'account_stop' }, emit);
  }

  tellIfChanged(emit: Emit<Produces>): void {
    const reasons = this.#state.blocks;
    const now = reasons.join(' ');
    if (now === this.#told) return;
    this.#told = now;
    if (reasons.length === 0) emit({ type: 'TradingAuthorized', reason: 'all checks passed' });
    else emit({ type: 'TradingBlocked', reasons });
  }

  /** The brand is put on here and nowhere else: brokers accept nothing without it. */
  #approve(order: Order, emit: Emit<Produces>): void {
    const approved = order as ApprovedOrder;
    this.#state.approved(approved);
    emit({ type: 'OrderApproved', symbol: order.symbol, order: approved });
  }

  #decision(of: Omit<OrderDecision, 'account' | 'timeframes'>): OrderDecision {
    const timeframes = this.#options.strategyOf(of.symbol, of.strategy)?.timeframes ?? [];
    return { ...of, account: this.#options.accountId, timeframes };
  }
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
