import type { Direction, Fill } from '@q/events';

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
  /** Volume-weighted price of the entry fills. */
  readonly entryPrice: number;
  /** Volume-weighted price of the closing fills, NaN while there is none. */
  readonly exitPrice: number;
  readonly profit: number;
  readonly commission: number;
  readonly openedAt: number;
}

export interface PositionChange {
  readonly kind: 'opened' | 'increased' | 'reduced' | 'closed';
  readonly position: Position;
}

const SLACK = 1e-9;

/** Positions as a fold over fills: each fill counts once, by its trade id, in whatever order it comes. */
export class PositionBook {
  readonly #open = new Map<string, Position>();
  readonly #seen = new Set<string>();

  get positions(): readonly Position[] {
    return [...this.#open.values()];
  }

  /** @returns what the fill did; `undefined` for a fill that was counted before, or one that closes what is not open */
  apply(fill: Fill): PositionChange | undefined {
    if (this.#seen.has(fill.tradeId)) return undefined;
    this.#seen.add(fill.tradeId);
    const former = this.#open.get(fill.positionId);
    return fill.intent === 'entry' ? this.#enter(fill, former) : this.#leave(fill, former);
  }

  #enter(fill: Fill, former: Position | undefined): PositionChange {
    const volume = cleaned((former?.volume ?? 0) + fill.volume);
    const initialVolume = cleaned((former?.initialVolume ?? 0) + fill.volume);
    const position: Position = {
      positionId: fill.positionId,
      symbol: fill.symbol,
      direction: fill.side === 'buy' ? 'long' : 'short',
      volume,
      initialVolume,
      entryPrice:
        former === undefined
          ? fill.price
          : (former.entryPrice * former.initialVolume + fill.price * fill.volume) / initialVolume,
      exitPrice: former?.exitPrice ?? NaN,
      profit: former?.profit ?? 0,
      commission: (former?.commission ?? 0) + fill.commission,
      openedAt: former?.openedAt ?? fill.filledAt,
    };
    this.#open.set(position.positionId, position);
    return { kind: former === undefined ? 'opened' : 'increased', position };
  }

  #leave(fill: Fill, former: Position | undefined): PositionChange | undefined {
    if (former === undefined) return undefined;
    const closedBefore = former.initialVolume - former.volume;
    const closed = closedBefore + fill.volume;
    const position: Position = {
      ...former,
      volume: cleaned(Math.max(0, former.volume - fill.volume)),
      exitPrice:
        closedBefore < SLACK ? fill.price : (former.exitPrice * closedBefore + fill.price * fill.volume) / closed,
      profit: former.profit + fill.profit,
      commission: former.commission + fill.commission,
    };
    if (position.volume > SLACK) {
      this.#open.set(position.positionId, position);
      return { kind: 'reduced', position };
    }
    this.#open.delete(position.positionId);
    return { kind: 'closed', position };
  }
}

/** Sums of lots without the dust of binary fractions. */
function cleaned(volume: number): number {
  return Math.round(volume * 1e8) / 1e8;
}
