import type { Direction, Fill } from '@q/events';
import { SeenIds } from './seen-ids.js';
import { SmallMap } from './small-map.js';

/** An open position: what the fills of its orders add up to. Money in account currency. */
export interface Position {
  /** Client order id of the entry. */
  readonly positionId: string;
  readonly symbol: string;
  readonly direction: Direction;
  /** Lots still open. */
  readonly volume: number;
  /** Lots ever opened. */
  readonly initialVolume: number;
  /** Mean by volume of what is open, as venues reckon it: each entry fill moves it, a closing one does not. */
  readonly entryPrice: number;
  /** Volume-weighted price of the closing fills, NaN while there is none. */
  readonly exitPrice: number;
  readonly profit: number;
  readonly commission: number;
  readonly openedAt: number;
}

export interface PositionChange {
  readonly kind: 'opened' | 'increased' | 'reduced' | 'closed';
  /** As it is after the fill. */
  readonly position: Position;
  readonly fill: Fill;
}

const SLACK = 1e-9;

const NO_CHANGES: readonly PositionChange[] = [];

/** Positions whose closing fill is waited with; one that nobody opened here is forgotten in the end. */
const EARLY_KEPT = 1_000;

/**
 * Positions as a fold over fills: each fill counts once, by its trade id, in whatever order it comes. A closing fill that overtook its
 * entry waits for it. On a netting account an entry in the other direction closes, as the venue names the position it fills.
 */
export class PositionBook {
  readonly #open = new SmallMap<string, Position>();
  /** Of trades. */
  readonly #seen = new SeenIds();
  readonly #early = new Map<string, Fill[]>();

  get positions(): readonly Position[] {
    return this.#open.values();
  }

  /** @returns what the fill did: nothing for one that was counted before or came too early, several changes where others had waited for it */
  apply(fill: Fill): readonly PositionChange[] {
    if (!this.#seen.add(fill.tradeId)) return NO_CHANGES;
    const former = this.#open.get(fill.positionId);
    if (former === undefined && fill.intent !== 'entry') {
      this.#early.set(fill.positionId, [...(this.#early.get(fill.positionId) ?? []), fill]);
      if (this.#early.size > EARLY_KEPT) dropOldest(this.#early);
      return [];
    }
    const early = this.#early.size === 0 ? undefined : this.#early.get(fill.positionId);
    const change = this.#change(fill, former);
    if (early === undefined) return change === undefined ? NO_CHANGES : [change];
    this.#early.delete(fill.positionId);
    return [change, ...early.map((one) => this.#change(one, this.#open.get(one.positionId)))].filter(
      (one) => one !== undefined,
    );
  }

  /** @param former the position that it fills, as it is before */
  #change(fill: Fill, former: Position | undefined): PositionChange | undefined {
    const direction = fill.side === 'buy' ? 'long' : 'short';
    const enters = fill.intent === 'entry' && (former === undefined || former.direction === direction);
    if (enters) return this.#enter(fill, direction, former);
    return former === undefined ? undefined : this.#leave(fill, former);
  }

  #enter(fill: Fill, direction: Direction, former: Position | undefined): PositionChange {
    const held = former?.volume ?? 0;
    const volume = cleaned(held + fill.volume);
    const position: Position = {
      positionId: fill.positionId,
      symbol: fill.symbol,
      direction,
      volume,
      initialVolume: cleaned((former?.initialVolume ?? 0) + fill.volume),
      entryPrice: former === undefined ? fill.price : (former.entryPrice * held + fill.price * fill.volume) / volume,
      exitPrice: former?.exitPrice ?? NaN,
      profit: former?.profit ?? 0,
      commission: (former?.commission ?? 0) + fill.commission,
      openedAt: former?.openedAt ?? fill.filledAt,
    };
    this.#open.set(position.positionId, position);
    return { kind: former === undefined ? 'opened' : 'increased', position, fill };
  }

  #leave(fill: Fill, former: Position): PositionChange {
    const closedBefore = former.initialVolume - former.volume;
    const closed = closedBefore + fill.volume;
    const { positionId, symbol, direction, initialVolume, entryPrice, openedAt } = former;
    const position: Position = {
      positionId,
      symbol,
      direction,
      volume: cleaned(Math.max(0, former.volume - fill.volume)),
      initialVolume,
      entryPrice,
      exitPrice:
        closedBefore < SLACK ? fill.price : (former.exitPrice * closedBefore + fill.price * fill.volume) / closed,
      profit: former.profit + fill.profit,
      commission: former.commission + fill.commission,
      openedAt,
    };
    if (position.volume > SLACK) {
      this.#open.set(position.positionId, position);
      return { kind: 'reduced', position, fill };
    }
    this.#open.delete(position.positionId);
    return { kind: 'closed', position, fill };
  }
}

/** Sums of lots without the dust of binary fractions. */
function cleaned(volume: number): number {
  return Math.round(volume * 1e8) / 1e8;
}

function dropOldest(kept: { keys: () => IterableIterator<string>; delete: (key: string) => boolean }): void {
  for (const oldest of kept.keys()) return void kept.delete(oldest);
}
