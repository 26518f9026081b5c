/*
 * The section "Ticks" of docs/fill-model.md once more, for a hedging account, written from that page alone: it shares no code with the broker.
 * Prices are in points of 0.00001 and volumes in hundredths of a lot, so a point on a hundredth is worth a cent.
 */

export interface OracleOrder {
  readonly id: string;
  readonly decidedAt: number;
  readonly side: 'buy' | 'sell';
  readonly lots: number;
  /** Id of the entry whose position it closes; it is an entry where it closes none. */
  readonly closes?: string;
  readonly limit?: number;
  readonly stop?: number;
  /** ms UTC. */
  readonly endsAt?: number;
  readonly stopLoss?: number;
  /** Nearest first. */
  readonly targets?: readonly { readonly price: number; readonly lots: number }[];
}

export interface OracleTick {
  readonly time: number;
  /** As the broker has them, not rounded. */
  readonly bid: number;
  readonly ask: number;
}

export interface OracleTerms {
  readonly slippage: number;
  readonly latencyMs: number;
}

interface Waiting extends OracleOrder {
  isTriggered: boolean;
  hasWaited: boolean;
}

interface Position {
  readonly id: string;
  readonly isLong: boolean;
  lots: number;
  readonly price: number;
  readonly openedAt: number;
  stopLoss: number | undefined;
  targets: { readonly id: string; readonly price: number; readonly lots: number }[];
}

/** What the broker is to tell: `id intent side price lots time cents` of a fill, or `id expired` and `id canceled`. */
export class TickOracle {
  readonly told: string[] = [];
  readonly #terms: OracleTerms;
  #waiting: Waiting[] = [];
  #positions: Position[] = [];

  constructor(terms: OracleTerms) {
    this.#terms = terms;
  }

  submit(order: OracleOrder): void {
    this.#waiting.push({ ...order, isTriggered: false, hasWaited: false });
  }

  moveStop(id: string, price: number): void {
    const position = this.#positions.find((one) => one.id === id);
    if (position?.stopLoss !== undefined) position.stopLoss = price;
  }

  /** A candle of these: orders that come later are not among those that wait. */
  tick(tick: OracleTick): void {
    const isMarket = ({ limit, stop }: OracleOrder): boolean => limit === undefined && stop === undefined;
    const [market, others] = [this.#waiting.filter(isMarket), this.#waiting.filter((one) => !isMarket(one))];
    for (const order of [...market, ...others]) this.#look(order, tick);
    for (const position of [...this.#positions]) this.#watch(position, tick);
  }

  #look(order: Waiting, tick: OracleTick): void {
    const { id, decidedAt, endsAt = Infinity, closes, lots, side } = order;
    const { latencyMs } = this.#terms;
    if (tick.time >= endsAt) return this.#end(order, 'expired');
    if (latencyMs > 0 && tick.time < decidedAt + latencyMs) return;
    if (closes !== undefined) {
      const position = this.#positions.find((one) => one.id === closes);
      if (position === undefined) return this.#end(order, 'canceled');
      this.#waiting = this.#waiting.filter((one) => one !== order);
      return this.#close(position, { id, intent: 'exit', lots, price: this.#market(side, tick), time: tick.time });
    }
    const price = this.#entryPrice(order, tick);
    if (price === undefined) return;
    this.#waiting = this.#waiting.filter((one) => one !== order);
    const { stopLoss, targets = [] } = order;
    const named = targets.map((one, at) => ({ ...one, id: `${id}t${at}` }));
    const opened = { id, isLong: side === 'buy', lots, price, openedAt: tick.time, stopLoss, targets: named };
    this.#positions.push(opened);
    this.told.push(`${id} entry ${side} ${price} ${lots} ${tick.time} 0`);
  }

  /** What an entry is filled at by a tick, `undefined` where it goes on waiting. */
  #entryPrice(order: Waiting, tick: OracleTick): number | undefined {
    const { side, limit, stop } = order;
    const isBuy = side === 'buy';
    const own = isBuy ? tick.ask : tick.bid;
    if (stop !== undefined && !order.isTriggered) {
      if (isBuy ? own < stop / 1e5 : own > stop / 1e5) return undefined;
      order.isTriggered = true;
    }
    if (limit === undefined) return this.#market(side, tick);
    const isWithin = isBuy ? own <= limit / 1e5 : own >= limit / 1e5;
    if (isWithin) return order.hasWaited ? limit : points(own);
    order.hasWaited = true;
    return undefined;
  }

  #watch(position: Position, tick: OracleTick): void {
    const { isLong, id, stopLoss, openedAt } = position;
    const own = isLong ? tick.bid : tick.ask;
    const { time } = tick;
    if (stopLoss !== undefined && (isLong ? own <= stopLoss / 1e5 : own >= stopLoss / 1e5)) {
      const price = this.#market(isLong ? 'sell' : 'buy', tick);
      return this.#close(position, { id: `${id}s`, intent: 'stop', lots: position.lots, price, time });
    }
    for (let [next] = position.targets; next !== undefined; [next] = position.targets) {
      if (isLong ? own < next.price / 1e5 : own > next.price / 1e5) return;
      const price = openedAt < time ? next.price : points(own);
      position.targets = position.targets.slice(1);
      const lots = position.targets.length === 0 ? position.lots : next.lots;
      this.#close(position, { id: next.id, intent: 'target', lots, price, time });
      if (position.lots === 0) return;
    }
  }

  #market(side: 'buy' | 'sell', { bid, ask }: OracleTick): number {
    const { slippage } = this.#terms;
    return side === 'buy' ? points(ask + slippage / 1e5) : points(bid - slippage / 1e5);
  }

  #close(position: Position, by: { id: string; intent: string; lots: number; price: number; time: number }): void {
    const { isLong, price: entry } = position;
    const lots = Math.min(by.lots, position.lots);
    position.lots -= lots;
    if (position.lots === 0) this.#positions = this.#positions.filter((one) => one !== position);
    const cents = (by.price - entry) * lots * (isLong ? 1 : -1) + 0;
    this.told.push(`${by.id} ${by.intent} ${isLong ? 'sell' : 'buy'} ${by.price} ${lots} ${by.time} ${cents}`);
  }

  #end(order: Waiting, how: string): void {
    this.#waiting = this.#waiting.filter((one) => one !== order);
    this.told.push(`${order.id} ${how}`);
  }
}

function points(price: number): number {
  return Math.round(price / 1e-5);
}
