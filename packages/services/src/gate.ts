import type {
  ApprovedOrder,
  CancelReason,
  CloseReason,
  EntrySignalEvent,
  Instrument,
  Order,
  OrderDeniedEvent,
  Timeframe,
} from '@q/events';
import { byLength } from '@q/events';
import type { EntryCosts, EntryPlan, EntryRequest, RiskLimits, RiskQuestion, RiskRules, RiskVerdict } from '@q/trading';
import {
  checkRisk,
  completeRisk,
  entryOrder,
  exitOrder,
  floorVolume,
  magicNumber,
  notionalOf,
  planEntry,
  placedAgain,
  planScaledEntry,
  scaledOrders,
} from '@q/trading';
import { ConversionRates } from './conversion-rates.js';
import type { Emit } from './define-service.js';
import type { OpenPosition } from './exposure-book.js';
import type { RiskState } from './risk-state.js';
import { SeriesMap } from './series-map.js';

/** What the gate must know of a strategy. */
export interface StrategyRisk {
  readonly risk: RiskRules;
  readonly timeframes: readonly Timeframe[];
}

export type GateProduces =
  | 'OrderApproved'
  | 'OrderDenied'
  | 'CancelRequested'
  | 'RiskLimitBreached'
  | 'TradingAuthorized'
  | 'TradingBlocked'
  | 'TradingHalted';

export interface GateOptions {
  readonly accountId: string;
  readonly accountCurrency: string;
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly strategyOf: (symbol: string, strategy: string) => StrategyRisk | undefined;
  readonly limits: RiskLimits;
  readonly costsOf: (symbol: string) => EntryCosts;
}

export interface ExitDecision {
  readonly decidedAt: number;
  readonly timeframe: string;
  readonly reason: CloseReason;
  /** Percent of what is open; all where it is missing. */
  readonly percent?: number;
}

/** Plans, asks and approves: the one place where an order gets its brand. */
export class Gate {
  readonly rates: ConversionRates;
  readonly #state: RiskState;
  readonly #options: GateOptions;
  /** By symbol and strategy. */
  readonly #seats = new SeriesMap<EntrySeat, string>();
  readonly #magic = new SeriesMap<number, string>();

  constructor(state: RiskState, options: GateOptions) {
    this.#state = state;
    this.#options = options;
    this.rates = new ConversionRates(options.instruments, options.accountCurrency);
  }

  decide(signal: EntrySignalEvent, instant: number, emit: Emit<GateProduces>): void {
    const { strategy, symbol, direction, price } = signal;
    const { accountCurrency: currency, limits } = this.#options;
    const seat = this.#seatOf(symbol, strategy);
    const known = this.rates.of(symbol);
    if (!known.ok) return deny(noRate(symbol, known.missing, currency), signal, emit);
    const { rate } = known;
    const request = this.#requestOf(signal, seat, rate);
    const planned = seat.risk.scaling === undefined ? planEntry(request) : planScaledEntry(request);
    if (!planned.ok) return deny(planned, signal, emit);
    const { plan } = planned;
    const { volume } = plan;
    const orders = 'legs' in plan ? plan.legs.length : 1;
    const question: Writable<RiskQuestion> = { strategy, symbol, direction, volume, orders };
    if ((limits.maxNotional ?? 0) > 0)
      question.notional = notionalOf({ instrument: seat.instrument, price, volume, currency, rate });
    const verdict = checkRisk(question, this.#state.factsOf(symbol, instant), limits);
    if (!verdict.ok) return deny(verdict, signal, emit);
    const { timeframe, decidedAt } = signal;
    const magic = this.#magicOf(symbol, strategy);
    const decision = { account: this.#options.accountId, symbol, strategy, direction, decidedAt, timeframe, magic };
    const single = 'legs' in plan ? onlyOne(plan.legs) : plan;
    if (single !== undefined) return this.approve(entryOrder(decision, single), instant, emit);
    if ('legs' in plan) for (const order of scaledOrders(decision, plan.legs)) this.approve(order, instant, emit);
  }

  /** Exits what is meant, also in part, and takes back what waits to become such a position. Exits are never denied. */
  exit(isMeant: (open: OpenPosition) => boolean, when: ExitDecision, emit: Emit<GateProduces>): void {
    const { percent, reason, decidedAt, timeframe } = when;
    const { book } = this.#state;
    for (const position of book.positions) {
      if (!isMeant(position) || !book.mayExit(position)) continue;
      const { positionId, symbol, strategy, direction } = position;
      const volume = percent === undefined ? position.volume : this.#part(position, percent);
      const magic = this.#magicOf(symbol, strategy);
      const decision = { account: this.#options.accountId, symbol, strategy, direction, decidedAt, timeframe, magic };
      this.approve(exitOrder(decision, { positionId, volume, reason }), decidedAt, emit);
    }
  }

  takeBack(isMeant: (order: ApprovedOrder) => boolean, reason: CancelReason, emit: Emit<GateProduces>): void {
    for (const { symbol, clientOrderId } of this.#state.book.takeBack(isMeant, reason))
      emit({ type: 'CancelRequested', symbol, clientOrderId, reason });
  }

  /** An entry that was taken back for a while: it was decided long ago, but what has become forbidden since denies it. */
  placeAgain(order: Order, instant: number, emit: Emit<GateProduces>): void {
    const { strategy, symbol, direction, volume, groupId } = order;
    const question = { strategy, symbol, direction, volume, groupId };
    const verdict = checkRisk(question, this.#state.factsOf(symbol, instant), this.#options.limits);
    if (!verdict.ok) return deny(verdict, order, emit);
    this.approve(placedAgain(order, this.#options.accountId, instant), instant, emit);
  }

  /** The brand is put on here and nowhere else: brokers accept nothing without it. */
  approve(order: Order, instant: number, emit: Emit<GateProduces>): void {
    const approved = order as ApprovedOrder;
    this.#state.book.approved(approved);
    if (order.intent === 'entry') this.#state.entryApproved(instant);
    emit({ type: 'OrderApproved', symbol: order.symbol, order: approved });
  }

  /** Where the part or what it leaves is too small to trade, all of it goes: to have less is what was wanted. */
  #part({ symbol, volume }: OpenPosition, percent: number): number {
    const instrument = this.#options.instruments[symbol];
    if (instrument === undefined || percent >= 100) return volume;
    const part = floorVolume(instrument, (volume * percent) / 100);
    const rest = floorVolume(instrument, volume - part);
    return part >= instrument.minLot && rest >= instrument.minLot ? part : volume;
  }

  #requestOf(
    { symbol, direction, price, inputs }: EntrySignalEvent,
    { instrument, risk, lowest }: EntrySeat,
    rate: number | undefined,
  ): EntryRequest {
    const { equity } = this.#state.guard;
    const request: Writable<EntryRequest> = {
      direction,
      price,
      risk,
      instrument,
      costs: this.#options.costsOf(symbol),
      rate,
    };
    if (equity !== undefined) request.account = { currency: this.#options.accountCurrency, equity };
    if (inputs !== undefined) request.inputs = inputs;
    if (lowest !== undefined) request.lowestTimeframe = lowest;
    return request;
  }

  /** The same for every entry of a strategy on a symbol: put together once. */
  #seatOf(symbol: string, strategy: string): EntrySeat {
    const known = this.#seats.get(symbol, strategy);
    if (known !== undefined) return known;
    const rules = this.#options.strategyOf(symbol, strategy);
    const instrument = this.#options.instruments[symbol];
    if (rules === undefined || instrument === undefined)
      throw new Error(`no risk rules for strategy "${strategy}" on "${symbol}"`);
    const seat = { instrument, risk: completeRisk(rules.risk), lowest: lowestOf(rules.timeframes) };
    return this.#seats.obtain(symbol, strategy, () => seat);
  }

  /** The same for every order of a strategy on a symbol: worked out once. */
  #magicOf(symbol: string, strategy: string): number {
    const known = this.#magic.get(symbol, strategy);
    if (known !== undefined) return known;
    const timeframes = this.#options.strategyOf(symbol, strategy)?.timeframes ?? [];
    return this.#magic.obtain(symbol, strategy, () => magicNumber(strategy, symbol, timeframes));
  }
}

/** What every entry of a strategy on a symbol is planned with. */
interface EntrySeat {
  readonly instrument: Instrument;
  readonly risk: RiskRules;
  readonly lowest: Timeframe | undefined;
}

/** A scaled plan of one leg is an order like any other. */
function onlyOne(legs: readonly EntryPlan[]): EntryPlan | undefined {
  return legs.length === 1 ? legs[0] : undefined;
}

function lowestOf(timeframes: readonly Timeframe[]): Timeframe | undefined {
  let lowest: Timeframe | undefined;
  for (const one of timeframes) if (lowest === undefined || byLength(one, lowest) < 0) lowest = one;
  return lowest;
}

/** Zero closes are known of a symbol of which one is needed. */
function noRate(symbol: string, missing: string, currency: string): Refusal {
  const message = `there is no close of ${missing} yet, which turns the money of ${symbol} into ${currency}: wait for its first candle`;
  return { ok: false, reason: 'no_conversion_rate', message, value: 0, limit: 1 };
}

type Refusal = Extract<RiskVerdict, { ok: false }>;

function deny(
  { reason, message, value, limit }: Refusal,
  { strategy, symbol, direction, decidedAt }: Pick<OrderDeniedEvent, 'strategy' | 'symbol' | 'direction' | 'decidedAt'>,
  emit: Emit<GateProduces>,
): void {
  const type = 'OrderDenied';
  const denied: Writable<OrderDeniedEvent> = { type, strategy, symbol, direction, decidedAt, reason, message };
  if (value !== undefined) denied.value = value;
  if (limit !== undefined) denied.limit = limit;
  emit(denied);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
