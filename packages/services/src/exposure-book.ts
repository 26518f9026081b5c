import type {
  ApprovedOrder,
  CancelReason,
  CloseReason,
  Direction,
  Fill,
  PositionClosedEvent,
  PositionIncreasedEvent,
  PositionOpenedEvent,
  PositionPartiallyClosedEvent,
} from '@q/events';
import { sideOf } from '@q/events';
import type { Exposure } from '@q/trading';
import { roundTo, SmallMap } from '@q/trading';

export interface OpenPosition extends Exposure {
  readonly positionId: string;
  readonly direction: Direction;
  readonly groupId: string | undefined;
}

/** A position that must not stay, and why. */
interface LeftToClose {
  readonly positionId: string;
  readonly reason: CloseReason;
}

const NONE: readonly Exposure[] = [];
const NOTHING_LEFT: readonly LeftToClose[] = [];
const NO_ORDERS: readonly ApprovedOrder[] = [];
const DUST = 1e-9;

/** What is open and what is on its way: positions, entries that were approved and are not done, exits under way. */
export class ExposureBook {
  readonly #positions = new SmallMap<string, OpenPosition>();
  readonly #pending = new SmallMap<string, ApprovedOrder>();
  /** Entries that have opened a position and are not filled to the end: their rest still waits. */
  readonly #filling = new SmallMap<string, ApprovedOrder>();
  /** Exit order under way, by position, and whether it is filled. */
  readonly #exiting = new SmallMap<string, { readonly clientOrderId: string; isFilled: boolean }>();
  /** Entries that shall not stay once they open, and why. */
  readonly #closeAsTheyOpen = new SmallMap<string, CloseReason>();
  /** Entry by the id of its stop. */
  readonly #entryOfStop = new SmallMap<string, string>();
  /** Entries that are being taken back, and why. */
  readonly #canceling = new SmallMap<string, CancelReason>();
  /** Entries of a netting account, by the position that they were added to. */
  readonly #added = new SmallMap<string, readonly Exposure[]>();
  /** Positions that must not stay, and why: closed again and again until they are gone. */
  readonly #closing = new SmallMap<string, { readonly reason: CloseReason; triedAt: number }>();

  /** Entries that went into a position of another name, as long as that is open. */
  get added(): readonly Exposure[] {
    return this.#added.size === 0 ? NONE : this.#added.values().flat();
  }

  get exposures(): readonly Exposure[] {
    return this.isFlat ? NONE : [...this.#positions.values(), ...this.#pending.values()];
  }

  get isFlat(): boolean {
    return this.#positions.size + this.#pending.size === 0;
  }

  /** The open ones. */
  get positions(): readonly OpenPosition[] {
    return this.#positions.values();
  }

  /** Whether no exit is on its way for it, and it is not gone at the venue. */
  mayExit({ positionId, volume }: OpenPosition): boolean {
    return volume > DUST && !this.#exiting.has(positionId);
  }

  /** From now on these positions must not stay. */
  mustClose(matches: (position: OpenPosition) => boolean, reason: CloseReason): void {
    for (const position of this.#positions.values()) if (matches(position)) this.#close(position.positionId, reason);
  }

  /** Whether there are positions that must not stay. */
  get mustCloseSome(): boolean {
    return this.#closing.size > 0;
  }

  /** Positions that must not stay and that no exit is on its way for, each once for an instant: a second exit needs an id of its own. */
  leftToClose(at: number): readonly LeftToClose[] {
    if (this.#closing.size === 0) return NOTHING_LEFT;
    const left: LeftToClose[] = [];
    for (const [positionId, closing] of this.#closing.entries()) {
      if (this.#exiting.has(positionId) || closing.triedAt === at) continue;
      closing.triedAt = at;
      left.push({ positionId, reason: closing.reason });
    }
    return left;
  }

  /** Entries that are not done yet and that nobody is taking back, marked as being taken back now. News leave the rest of what is open to wait. */
  takeBack(matches: (order: ApprovedOrder) => boolean, reason: CancelReason): readonly ApprovedOrder[] {
    if (this.#pending.size + this.#filling.size === 0) return NO_ORDERS;
    const rests = reason === 'news' ? NO_ORDERS : this.#filling.values();
    const waiting = [
      ...this.#pending.values(),
      ...rests.filter(({ clientOrderId }) => !this.#pending.has(clientOrderId)),
    ];
    const meant = waiting.filter(matches);
    const orders = meant.filter(({ clientOrderId }) => !this.#canceling.has(clientOrderId));
    // What news take back comes again: any other reason is the stronger one.
    for (const { clientOrderId } of reason === 'news' ? orders : meant) this.#canceling.set(clientOrderId, reason);
    return orders;
  }

  approved(order: ApprovedOrder): void {
    const { clientOrderId, positionId, stopLoss } = order;
    if (positionId !== undefined) {
      this.#exiting.set(positionId, { clientOrderId, isFilled: false });
      return;
    }
    this.#pending.set(clientOrderId, order);
    if (stopLoss !== undefined) this.#entryOfStop.set(stopLoss.clientOrderId, clientOrderId);
  }

  /**
   * The order is over without a fill: rejected, canceled or expired. An exit may then be tried again.
   * @returns the entry it was and why it was taken back, where it was one that we took back
   */
  gone(clientOrderId: string): { readonly order: ApprovedOrder; readonly reason: CancelReason } | undefined {
    const order = this.#pending.get(clientOrderId);
    const reason = this.#canceling.get(clientOrderId);
    this.#pending.delete(clientOrderId);
    this.#filling.delete(clientOrderId);
    this.#canceling.delete(clientOrderId);
    this.#closeAsTheyOpen.delete(clientOrderId);
    if (order?.stopLoss !== undefined) this.#entryOfStop.delete(order.stopLoss.clientOrderId);
    for (const [positionId, exit] of this.#exiting.entries())
      if (exit.clientOrderId === clientOrderId) this.#exiting.delete(positionId);
    return order === undefined || reason === undefined ? undefined : { order, reason };
  }

  /**
   * A stop is not at the venue: its position, or the entry that will open it, stands without the protection it was planned with.
   * @returns the position that must be closed, where it is open already
   */
  unprotected(clientOrderId: string): string | undefined {
    const entry = this.#entryOfStop.get(clientOrderId);
    if (entry === undefined) return undefined;
    this.#entryOfStop.delete(clientOrderId);
    if (this.#positions.has(entry)) return entry;
    this.#closeAsTheyOpen.set(entry, 'unprotected');
    return undefined;
  }

  filled(fill: Fill): void {
    const { clientOrderId, positionId, intent, remaining, volume, side } = fill;
    const position = this.#positions.get(positionId);
    // The account is told of a fill before the position is: what is gone must not be exited once more.
    if (position !== undefined && side !== sideOf(position.direction, 'entry'))
      this.#resize(positionId, roundTo(position.volume - volume, 8));
    const exit = this.#exiting.get(positionId);
    if (exit?.clientOrderId === clientOrderId && remaining === 0) exit.isFilled = true;
    if (intent !== 'entry') return;
    if (positionId !== clientOrderId) {
      if (remaining === 0) this.#netted(fill);
      return;
    }
    const order = this.#pending.get(clientOrderId);
    if (remaining === 0) this.#filling.delete(clientOrderId);
    else if (order !== undefined) this.#filling.set(clientOrderId, order);
  }

  opened({ positionId, symbol, strategy, direction, volume }: PositionOpenedEvent): void {
    const groupId = this.#pending.get(positionId)?.groupId;
    this.#pending.delete(positionId);
    this.#canceling.delete(positionId);
    this.#positions.set(positionId, { positionId, symbol, strategy, direction, volume, groupId });
  }

  increased({ positionId, volume }: PositionIncreasedEvent): void {
    this.#resize(positionId, volume);
  }

  reduced({ positionId, remaining }: PositionPartiallyClosedEvent): void {
    this.#resize(positionId, remaining);
    // Only a part was to be closed, and is: the rest may be exited again.
    if (this.#exiting.get(positionId)?.isFilled === true) this.#exiting.delete(positionId);
  }

  /** @returns the scaled group that has no position left now */
  closed({ positionId }: PositionClosedEvent): string | undefined {
    const groupId = this.#positions.get(positionId)?.groupId;
    this.#positions.delete(positionId);
    this.#exiting.delete(positionId);
    this.#closing.delete(positionId);
    this.#added.delete(positionId);
    for (const [stop, entry] of this.#entryOfStop.entries()) if (entry === positionId) this.#entryOfStop.delete(stop);
    if (groupId === undefined) return undefined;
    for (const open of this.#positions.values()) if (open.groupId === groupId) return undefined;
    return groupId;
  }

  /** Entries that are under way now shall not stay once they open. */
  closePendingAsTheyOpen(reason: CloseReason, matches: (order: ApprovedOrder) => boolean = () => true): void {
    for (const [id, order] of this.#pending.entries()) if (matches(order)) this.#closeAsTheyOpen.set(id, reason);
  }

  /** Why a position that has just opened is to be closed at once. */
  closesAtOnce(positionId: string): CloseReason | undefined {
    const reason = this.#closeAsTheyOpen.get(positionId);
    this.#closeAsTheyOpen.delete(positionId);
    return reason;
  }

  /** The entry went into a position that bears another name: what would hold for its own holds for that one, where it was added to it. */
  #netted({ clientOrderId, positionId, side }: Fill): void {
    const order = this.#pending.get(clientOrderId);
    this.#pending.delete(clientOrderId);
    this.#filling.delete(clientOrderId);
    this.#canceling.delete(clientOrderId);
    const reason = this.closesAtOnce(clientOrderId);
    // The fill that opens that position may have come just before, and be told after this one.
    const into = this.#positions.get(positionId) ?? this.#pending.get(positionId);
    const isAdded = into?.direction === (side === 'buy' ? 'long' : 'short');
    for (const [stop, entry] of this.#entryOfStop.entries()) {
      if (entry !== clientOrderId) continue;
      if (isAdded) this.#entryOfStop.set(stop, positionId);
      else this.#entryOfStop.delete(stop);
    }
    if (isAdded && order !== undefined) this.#added.set(positionId, [...(this.#added.get(positionId) ?? []), order]);
    if (!isAdded || reason === undefined) return;
    if (this.#positions.has(positionId)) this.#close(positionId, reason);
    else this.#closeAsTheyOpen.set(positionId, reason);
  }

  #close(positionId: string, reason: CloseReason): void {
    if (!this.#closing.has(positionId)) this.#closing.set(positionId, { reason, triedAt: -Infinity });
  }

  #resize(positionId: string, volume: number): void {
    const position = this.#positions.get(positionId);
    if (position === undefined) return;
    const { symbol, strategy, direction, groupId } = position;
    this.#positions.set(positionId, { positionId, symbol, strategy, direction, volume, groupId });
  }
}
