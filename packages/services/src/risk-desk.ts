import type { ApprovedOrder, CancelReason, CloseReason, EventOf, Instrument, StateStore, Stretch } from '@q/events';
import type { RestrictionVerdict } from '@q/trading';
import { waitsForPrice } from '@q/trading';
import type { AccountGuardOptions, LimitCrossed } from './account-guard.js';
import { AccountGuard } from './account-guard.js';
import type { Emit } from './define-service.js';
import type { OpenPosition } from './exposure-book.js';
import { ExposureBook } from './exposure-book.js';
import type { GateOptions, GateProduces } from './gate.js';
import { Gate } from './gate.js';
import { RiskMemory } from './risk-memory.js';
import { RiskState } from './risk-state.js';
import { SuspendedEntries } from './suspended-entries.js';

export interface RiskGateOptions extends GateOptions, AccountGuardOptions {
  readonly automationEnabled: boolean;
  /** Distance between bid and ask that the venue shows, in price units. */
  readonly spreadOf: (symbol: string) => number | undefined;
  /** What forbids entries of an instrument at an instant; asked in every cycle. */
  readonly restrictionsAt?: (instant: number, instrument: Instrument) => RestrictionVerdict;
  /** Keeps day start, peak, breaches and suspended entries over restarts. */
  readonly store?: StateStore | undefined;
}

const NO_SYMBOLS: readonly string[] = [];

/** What the gate does by itself, without a signal. */
export class RiskDesk {
  readonly state: RiskState;
  readonly gate: Gate;
  readonly #options: RiskGateOptions;
  readonly #instruments: readonly Instrument[];
  readonly #memory: RiskMemory;
  readonly #suspended: SuspendedEntries;
  #told: string | undefined;
  /** The first reason to end the run; told once. */
  #halt: { readonly reason: string; readonly mustBeFlat: boolean; isTold: boolean } | undefined;

  constructor(options: RiskGateOptions) {
    this.#options = options;
    this.#instruments = Object.values(options.instruments);
    this.#memory = new RiskMemory(options.store);
    const guard = new AccountGuard(options);
    if (this.#memory.content !== undefined) guard.restore(this.#memory.content.guard);
    this.#suspended = new SuspendedEntries(this.#memory.content?.suspended);
    this.state = new RiskState(options, guard, new ExposureBook());
    this.state.stateDamaged = this.#memory.damage;
    this.gate = new Gate(this.state, options);
  }

  /** Everything that is checked without a signal: the day, the restrictions, what may be placed again, what must still be closed. */
  newCycle({ instant, phase }: EventOf<'CycleStarted'>, at: number, emit: Emit<GateProduces>): void {
    // Nothing is traded on candles of the past, and what restricted them restricts nothing now.
    if (phase === 'warm-up') return;
    this.state.guard.newCycle(instant);
    const free = this.#restrictAll(instant, emit);
    this.tellIfChanged(emit);
    for (const symbol of free) this.#placeAgain(symbol, instant, emit);
    this.closeLeft(at, emit);
    this.save();
  }

  /** A stretch ends where the gate may have something to say or to write down. */
  limit(stretch: Stretch): void {
    const { store } = this.#options;
    const { state } = this;
    const isBusy = store !== undefined || this.#suspended.orders.length > 0;
    if (isBusy || this.#told === undefined || state.book.mustCloseSome) return stretch.shorten(0);
    // Its candles make it fresh again.
    if (state.isStale(stretch.symbol)) return stretch.shorten(0);
    state.guard.limit(stretch);
    if (stretch.isLeader) this.#limitToRestrictions(stretch);
  }

  /** To the cycles that are restricted as the last one was. */
  #limitToRestrictions(stretch: Stretch): void {
    const { restrictionsAt } = this.#options;
    if (restrictionsAt === undefined) return;
    const isAsBefore = (instant: number) => (instrument: Instrument) =>
      isSameVerdict(restrictionsAt(instant, instrument), this.state.restrictionsOf(instrument.symbol));
    for (let place = 0; place < stretch.count; place += 1)
      if (!this.#instruments.every(isAsBefore(stretch.closeTime(place)))) return stretch.shorten(place);
  }

  /** A limit was crossed: say so, and do what is configured for it. */
  react(
    { limitName, value, limit, reaction, closes, message }: LimitCrossed,
    at: number,
    emit: Emit<GateProduces>,
  ): void {
    emit({ type: 'RiskLimitBreached', limitName, value, limit, reaction });
    const isAccountStop = limitName.startsWith('account_');
    if (closes) {
      const reason = isAccountStop ? 'account_stop' : 'risk_limit';
      this.state.book.closePendingAsTheyOpen(reason);
      this.close(() => true, { reason, at }, emit);
      this.drop(() => true, emit, reason);
    }
    if (reaction === 'halt') this.#halt ??= { reason: message, mustBeFlat: closes, isTold: false };
    this.haltWhenFlat(emit);
    this.save();
  }

  /** A person wants out of a symbol, or of all. */
  flatten(symbol: string | undefined, at: number, emit: Emit<GateProduces>): void {
    const isMeant = (one: { readonly symbol: string }): boolean => symbol === undefined || one.symbol === symbol;
    this.state.book.closePendingAsTheyOpen('operator', isMeant);
    this.close(isMeant, { reason: 'operator', at }, emit);
    this.drop(isMeant, emit, 'operator');
  }

  /** Whatever becomes of their exits: these positions must not stay. */
  close(
    isMeant: (open: OpenPosition) => boolean,
    { reason, at }: { readonly reason: CloseReason; readonly at: number },
    emit: Emit<GateProduces>,
  ): void {
    this.state.book.mustClose(isMeant, reason);
    this.closeLeft(at, emit);
  }

  /** An exit that was on its way may have been one of a part, or have been rejected: what is left is closed now. */
  closeLeft(at: number, emit: Emit<GateProduces>): void {
    for (const { positionId, reason } of this.state.book.leftToClose(at))
      this.gate.exit((open) => open.positionId === positionId, { decidedAt: at, timeframe: '', reason }, emit);
  }

  /** Entries that wait are taken back for good, those that were suspended do not come back. */
  drop(isMeant: (order: ApprovedOrder) => boolean, emit: Emit<GateProduces>, reason: CancelReason = 'exit'): void {
    this.#suspended.forget(isMeant);
    this.gate.takeBack(isMeant, reason, emit);
  }

  /** An order is over without a fill. One that news took back is kept; a stop that is gone leaves its position unprotected. */
  gone(
    { type, clientOrderId }: EventOf<'OrderRejected' | 'OrderCanceled' | 'OrderExpired'>,
    at: number,
    emit: Emit<GateProduces>,
  ): void {
    this.state.known(clientOrderId);
    const taken = this.state.book.gone(clientOrderId);
    // One that has ended in another way meanwhile stays away.
    if (taken?.reason === 'news' && type === 'OrderCanceled') {
      this.#suspended.add(taken.order);
      this.save();
    }
    const positionId = this.state.book.unprotected(clientOrderId);
    if (positionId !== undefined)
      this.close((open) => open.positionId === positionId, { reason: 'unprotected', at }, emit);
    this.haltWhenFlat(emit);
  }

  haltWhenFlat(emit: Emit<GateProduces>): void {
    const halt = this.#halt;
    if (halt === undefined || halt.isTold || (halt.mustBeFlat && !this.state.book.isFlat)) return;
    halt.isTold = true;
    emit({ type: 'TradingHalted', reason: halt.reason });
  }

  tellIfChanged(emit: Emit<GateProduces>): void {
    const reasons = this.state.blocks;
    const now = reasons.length === 0 ? '' : reasons.join(', ');
    if (now === this.#told) return;
    this.#told = now;
    if (reasons.length === 0) emit({ type: 'TradingAuthorized', reason: 'all checks passed' });
    else emit({ type: 'TradingBlocked', reasons });
  }

  /** A person has looked: limits are counted anew, and may halt the run again. */
  reset(emit: Emit<GateProduces>): void {
    this.state.guard.reset();
    this.state.stateDamaged = undefined;
    if (this.#halt?.isTold === true) this.#halt = undefined;
    this.tellIfChanged(emit);
    this.save();
  }

  save(): void {
    // What could not be read is not written over: a person may still want to look at it.
    if (this.#options.store === undefined || this.state.stateDamaged !== undefined) return;
    this.#memory.save({ guard: this.state.guard.state, suspended: this.#suspended.orders });
  }

  /** @returns the symbols that news do not, or no longer, restrict */
  #restrictAll(instant: number, emit: Emit<GateProduces>): readonly string[] {
    const { restrictionsAt } = this.#options;
    if (restrictionsAt === undefined) return NO_SYMBOLS;
    const free: string[] = [];
    for (const instrument of this.#instruments) {
      const { symbol } = instrument;
      if (this.#restrict(symbol, restrictionsAt(instant, instrument), emit)) free.push(symbol);
    }
    return free;
  }

  /** @returns whether what news took back may be placed again */
  #restrict(symbol: string, verdict: RestrictionVerdict, emit: Emit<GateProduces>): boolean {
    const former = this.state.restrict(symbol, verdict);
    const isOfSymbol = (one: { readonly symbol: string }): boolean => one.symbol === symbol;
    if (verdict.closePositions) {
      this.state.book.mustClose(isOfSymbol, 'market_close');
      this.drop(isOfSymbol, emit, 'market_close');
      return false;
    }
    if (!isNews(verdict)) return isNews(former) || !verdict.blocked;
    this.gate.takeBack((order) => isOfSymbol(order) && waitsForPrice(order), 'news', emit);
    return false;
  }

  #placeAgain(symbol: string, instant: number, emit: Emit<GateProduces>): void {
    for (const order of this.#suspended.release(symbol, instant)) this.gate.placeAgain(order, instant, emit);
  }
}

/** One that closes positions is never quiet. */
function isSameVerdict(one: RestrictionVerdict, other: RestrictionVerdict): boolean {
  if (one.closePositions || other.closePositions || one.blocked !== other.blocked) return false;
  if (one.reasons.length !== other.reasons.length) return false;
  return one.reasons.every((each, index) => {
    const { reason, message, from, until } = other.reasons[index] ?? {};
    return each.reason === reason && each.message === message && each.from === from && each.until === until;
  });
}

function isNews({ reasons }: RestrictionVerdict): boolean {
  return reasons.some(({ reason }) => reason === 'news');
}
