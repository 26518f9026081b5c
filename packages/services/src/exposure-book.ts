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
import type { Exposure } from '@q/trading';

export interface OpenPosition extends Exposure {
  readonly positionId: string;
  readonly direction: Direction;
  readonly groupId: string | undefined;
}

/** What is open and what is on its way: positions, entries that were approved and are not done, exits under way. */
export class ExposureBook {
  readonly #positions = new Map<string, OpenPosition>();
  readonly #pending = new Map<string, ApprovedOrder>();
  /** Exit order under way, by position, and whether it is filled. */
  readonly #exiting = new Map<string, { readonly clientOrderId: string; isFilled: boolean }>();
  /** Entries that shall not stay once they open, and why. */
  readonly #closeAsTheyOpen = new Map<string, CloseReason>();
  /** Entry by the id of its stop. */
  readonly #entryOfStop = new Map<string, string>();
  /** Entries that are being taken back, and why. */
  readonly #canceling = new Map<string, CancelReason>();
  /** Positions that must not stay, and why: closed again and again until they are gone. */
  readonly #closing = new Map<string, CloseReason>();

  get exposures(): readonly Exposure[] {
    return [...this.#positions.values(), ...this.#pending.values()];
  }

  get isFlat(): boolean {
    return this.#positions.size + this.#pending.size === 0;
  }

  /** Open positions that no exit is on its way for. */
  positionsToExit(matches: (position: OpenPosition) => boolean): readonly OpenPosition[] {
    return [...this.#positions.values()].filter(
      (position) => matches(position) && !this.#exiting.has(position.positionId),
    );
  }

  /** From now on these positions must not stay. */
  mustClose(matches: (position: OpenPosition) => boolean, reason: CloseReason): void {
    for (const position of this.#positions.values())
      if (matches(position) && !this.#closing.has(position.positionId)) this.#closing.set(position.positionId, reason);
  }

  /** Positions that must not stay and that no exit is on its way for. */
  get leftToClose(): readonly { readonly positionId: string; readonly reason: CloseReason }[] {
    if (this.#closing.size === 0) return [];
    const left = [...this.#closing].filter(([positionId]) => !this.#exiting.has(positionId));
    return left.map(([positionId, reason]) => ({ positionId, reason }));
  }

  /** Entries that are not done yet and that nobody is taking back, marked as being taken back now. */
  takeBack(matches: (order: ApprovedOrder) => boolean, reason: CancelReason): readonly ApprovedOrder[] {
    const meant = [...this.#pending.values()].filter(matches);
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
    this.#canceling.delete(clientOrderId);
    this.#closeAsTheyOpen.delete(clientOrderId);
    if (order?.stopLoss !== undefined) this.#entryOfStop.delete(order.stopLoss.clientOrderId);
    for (const [positionId, exit] of this.#exiting)
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

  filled({ clientOrderId, positionId, intent, remaining }: Fill): void {
    const exit = this.#exiting.get(positionId);
    if (exit?.clientOrderId === clientOrderId && remaining === 0) exit.isFilled = true;
    if (intent === 'entry' && positionId !== clientOrderId && remaining === 0) this.#netted(clientOrderId, positionId);
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
    for (const [stop, entry] of this.#entryOfStop) if (entry === positionId) this.#entryOfStop.delete(stop);
    const isLeft = [...this.#positions.values()].some((open) => open.groupId === groupId);
    return isLeft ? undefined : groupId;
  }

  /** Entries that are under way now shall not stay once they open. */
  closePendingAsTheyOpen(reason: CloseReason): void {
    for (const clientOrderId of this.#pending.keys()) this.#closeAsTheyOpen.set(clientOrderId, reason);
  }

  /** Why a position that has just opened is to be closed at once. */
  closesAtOnce(positionId: string): CloseReason | undefined {
    const reason = this.#closeAsTheyOpen.get(positionId);
    this.#closeAsTheyOpen.delete(positionId);
    return reason;
  }

  /** On a netting account an entry may go into a position that bears another name: what was meant for its own counts for that one. */
  #netted(clientOrderId: string, positionId: string): void {
    this.#pending.delete(clientOrderId);
    this.#canceling.delete(clientOrderId);
    for (const [stop, entry] of this.#entryOfStop) if (entry === clientOrderId) this.#entryOfStop.set(stop, positionId);
    const reason = this.closesAtOnce(clientOrderId);
    if (reason !== undefined) this.mustClose((open) => open.positionId === positionId, reason);
  }

  #resize(positionId: string, volume: number): void {
    const position = this.#positions.get(positionId);
    if (position !== undefined) this.#positions.set(positionId, { ...position, volume });
  }
}
