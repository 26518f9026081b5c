import type { Instrument } from '@q/events';
import type { RestrictionVerdict, RiskFacts } from '@q/trading';
import { SmallMap } from '@q/trading';
import type { AccountGuard } from './account-guard.js';
import type { ExposureBook } from './exposure-book.js';

const MINUTE_MS = 60_000;
const NO_BLOCKS: readonly string[] = [];
const FREE: RestrictionVerdict = { blocked: false, reasons: [], closePositions: false };

export interface RiskStateOptions {
  readonly automationEnabled: boolean;
  readonly instruments: Readonly<Record<string, Instrument>>;
  /** Distance between bid and ask in price units; `undefined` where nobody shows it. */
  readonly spreadOf: (symbol: string) => number | undefined;
}

/** What the risk gate knows: gathered from events, asked once per decision. */
export class RiskState {
  readonly guard: AccountGuard;
  readonly book: ExposureBook;
  automationEnabled: boolean;
  isStopping = false;
  stateDamaged: string | undefined;
  journalFull: string | undefined;
  readonly #options: RiskStateOptions;
  readonly #unknownOrders = new Map<string, string>();
  readonly #stale = new Map<string, number>();
  /** Services that failed, by symbol. */
  readonly #failed = new Map<string, Set<string>>();
  readonly #restrictions = new SmallMap<string, RestrictionVerdict>();
  readonly #closedAt = new Map<string, number>();
  /** The newest spread of each symbol, which seldom changes, and what it is in pips. */
  readonly #spreads = new SmallMap<string, { readonly spread: number; readonly pips: number }>();
  /** When the newest entries were approved. */
  readonly #approvals: number[] = [];

  constructor(options: RiskStateOptions, guard: AccountGuard, book: ExposureBook) {
    this.#options = options;
    this.automationEnabled = options.automationEnabled;
    this.guard = guard;
    this.book = book;
  }

  factsOf(symbol: string, instant: number): RiskFacts {
    const closedAt = this.#closedAt.get(symbol);
    return {
      automationEnabled: this.automationEnabled,
      isStopping: this.isStopping,
      stateDamaged: this.stateDamaged,
      journalFull: this.journalFull,
      accountStop: this.guard.blockingStop,
      dailyLoss: this.guard.dailyLoss,
      drawdown: this.guard.drawdown,
      restrictions: this.restrictionsOf(symbol).reasons,
      exposures: this.book.exposures,
      added: this.book.added,
      staleMs: this.hasStale ? this.#stale.get(symbol) : undefined,
      unknownOrder: this.#unknownOrder(symbol),
      failedService: this.#failedService(symbol),
      closedSinceMs: closedAt === undefined ? undefined : instant - closedAt,
      spreadPips: this.#spreadPips(symbol),
      recentOrders: this.#recentOrders(instant),
    };
  }

  restrictionsOf(symbol: string): RestrictionVerdict {
    return this.#restrictions.get(symbol) ?? FREE;
  }

  /** @returns what it was before */
  restrict(symbol: string, verdict: RestrictionVerdict): RestrictionVerdict {
    const former = this.restrictionsOf(symbol);
    this.#restrictions.set(symbol, verdict);
    return former;
  }

  entryApproved(instant: number): void {
    this.#approvals.push(instant);
  }

  unknown(clientOrderId: string, symbol: string): void {
    this.#unknownOrders.set(clientOrderId, symbol);
  }

  known(clientOrderId: string): void {
    if (this.#unknownOrders.size > 0) this.#unknownOrders.delete(clientOrderId);
  }

  closed(symbol: string, closedAt: number): void {
    this.#closedAt.set(symbol, closedAt);
  }

  stale(symbol: string, ageMs: number): void {
    this.#stale.set(symbol, ageMs);
  }

  get hasStale(): boolean {
    return this.#stale.size > 0;
  }

  isStale(symbol: string): boolean {
    return this.hasStale && this.#stale.has(symbol);
  }

  fresh(symbol: string): void {
    if (this.hasStale) this.#stale.delete(symbol);
  }

  failed(service: string, symbol = ''): void {
    this.#failed.set(symbol, (this.#failed.get(symbol) ?? new Set()).add(service));
  }

  /** The service was restarted, on one symbol or on all. */
  recovered(service: string, symbol: string | undefined): void {
    for (const [of, services] of this.#failed) if (symbol === undefined || of === symbol) services.delete(service);
  }

  /** Why entries are blocked, by name: for every symbol, or for the one that stands behind a space. */
  get blocks(): readonly string[] {
    // Asked after every mark to market: nearly always there is nothing to say.
    if (this.#isFree) return NO_BLOCKS;
    const ofSymbols = this.#restrictions
      .entries()
      .flatMap(([symbol, { reasons }]) => reasons.map(({ reason }) => `${reason} ${symbol}`));
    // Two news at once are one reason.
    return [
      ...(this.automationEnabled ? [] : ['automation_off']),
      ...(this.stateDamaged === undefined ? [] : ['state_damaged']),
      ...(this.journalFull === undefined ? [] : ['journal_full']),
      ...(this.guard.blockingStop === undefined ? [] : ['account_stop']),
      ...(this.guard.dailyLoss === undefined ? [] : ['daily_loss']),
      ...(this.guard.drawdown === undefined ? [] : ['drawdown']),
      ...new Set(ofSymbols),
    ];
  }

  get #isFree(): boolean {
    const { guard } = this;
    const isSound = (this.stateDamaged ?? this.journalFull) === undefined;
    const isAllowed = this.automationEnabled && isSound && this.#restrictions.size === 0;
    return isAllowed && (guard.blockingStop ?? guard.dailyLoss ?? guard.drawdown) === undefined;
  }

  #spreadPips(symbol: string): number | undefined {
    const spread = this.#options.spreadOf(symbol);
    if (spread === undefined) return undefined;
    const known = this.#spreads.get(symbol);
    if (known?.spread === spread) return known.pips;
    const pip = this.#options.instruments[symbol]?.pip;
    if (pip === undefined) return undefined;
    // Twelve digits: what binary fractions add must not cross a limit.
    const pips = Number((spread / pip).toPrecision(12));
    this.#spreads.set(symbol, { spread, pips });
    return pips;
  }

  /** Entries of the last minute; older ones are forgotten. One list is kept: a list that is made anew grows anew. */
  #recentOrders(instant: number): number {
    const approvals = this.#approvals;
    let recent = 0;
    for (const at of approvals) {
      if (instant - at >= MINUTE_MS) continue;
      approvals[recent] = at;
      recent += 1;
    }
    while (approvals.length > recent) approvals.pop();
    return recent;
  }

  #unknownOrder(symbol: string): string | undefined {
    if (this.#unknownOrders.size === 0) return undefined;
    for (const [order, of] of this.#unknownOrders) if (of === symbol) return order;
    return undefined;
  }

  #failedService(symbol: string): string | undefined {
    if (this.#failed.size === 0) return undefined;
    const [own] = this.#failed.get(symbol) ?? [];
    const [ofAll] = this.#failed.get('') ?? [];
    return own ?? ofAll;
  }
}
