import type { Candle, CandleFeed, CandleInbox, CandlesAhead, FeedFailure } from '@q/events';
import { findCandleProblem, SmallMap } from '@q/trading';

/** Something that lives on candles: the simulated broker. */
export interface MarketListener {
  onCandle(symbol: string, candle: Candle): void;
  /** The candles before the first at which something happens at the market, with what they make the account worth; nothing changes. */
  look?(symbol: string, ahead: CandlesAhead): CandlesAhead | undefined;
  /** The same of several symbols, equally many candles of each, none of a symbol whose candles do not come. */
  lookTogether?(
    symbols: readonly string[],
    aheads: readonly (CandlesAhead | undefined)[],
  ): readonly (CandlesAhead | undefined)[] | undefined;
  /** So many of those that it looked at have passed. */
  pass?(symbol: string, ahead: CandlesAhead): void;
}

/**
 * The same feed, whose candles pass the simulated market first: orders are filled by a candle before anybody else sees it.
 * The market gets each sound candle once, in order; the unsound ones go on to be reported. With `keepsDuplicates` a candle with the time of
 * the one before it is sound.
 */
export function feedThroughMarket(
  feed: CandleFeed,
  market: MarketListener,
  { keepsDuplicates = false }: { readonly keepsDuplicates?: boolean } = {},
): CandleFeed {
  const passages = new SmallMap<string, Passage>();
  const passageOf = (symbol: string): Passage => {
    const known = passages.get(symbol);
    if (known !== undefined) return known;
    const passage = new Passage(symbol, market, keepsDuplicates);
    passages.set(symbol, passage);
    return passage;
  };
  // Key by key, for what is spread together is another kind of object in every run, and all that uses it would be compiled anew.
  const through: { -readonly [Name in keyof CandleFeed]: CandleFeed[Name] } = {
    baseTimeframe: (symbol) => feed.baseTimeframe(symbol),
    request: (request, inbox) => feed.request(request, new Passing(passageOf(request.symbol), inbox)),
    close: () => feed.close(),
  };
  if (feed.nextClose !== undefined) through.nextClose = feed.nextClose.bind(feed);
  if (feed.ahead !== undefined && market.look !== undefined && market.pass !== undefined) {
    through.ahead = (symbol, instant, most) => {
      const ahead = feed.ahead?.(symbol, instant, most);
      return ahead === undefined ? undefined : market.look?.(symbol, ahead);
    };
    if (feed.aheadTogether !== undefined && market.lookTogether !== undefined)
      through.aheadTogether = (symbols, instant, most) => {
        const aheads = feed.aheadTogether?.(symbols, instant, most);
        return aheads === undefined ? undefined : market.lookTogether?.(symbols, aheads);
      };
    through.passed = (symbol, ahead) => {
      market.pass?.(symbol, ahead);
      passageOf(symbol).skip(ahead);
    };
  }
  return through;
}

/** Where the candles of one symbol go by the market. */
class Passage {
  readonly #symbol: string;
  readonly #market: MarketListener;
  readonly #keepsDuplicates: boolean;
  /** Of the last candle that passed. */
  readonly #last = { openTime: -Infinity, closeTime: -Infinity };

  constructor(symbol: string, market: MarketListener, keepsDuplicates: boolean) {
    this.#symbol = symbol;
    this.#market = market;
    this.#keepsDuplicates = keepsDuplicates;
  }

  skip({ strip, first, count, periodMs }: CandlesAhead): void {
    const openTime = strip.openTime[first + count - 1] as number;
    this.#last.openTime = openTime;
    this.#last.closeTime = openTime + periodMs;
  }

  pass(candle: Candle): void {
    const problem = findCandleProblem(candle, this.#last);
    if (problem !== undefined && !(problem === 'duplicate' && this.#keepsDuplicates)) return;
    this.#last.openTime = candle.openTime;
    this.#last.closeTime = candle.closeTime;
    this.#market.onCandle(this.#symbol, candle);
  }
}

/** One answer on its way to whoever asked. */
class Passing implements CandleInbox {
  readonly #passage: Passage;
  readonly #inbox: CandleInbox;

  constructor(passage: Passage, inbox: CandleInbox) {
    this.#passage = passage;
    this.#inbox = inbox;
  }

  candles(candles: readonly Candle[], completeUntil: number): void {
    for (const candle of candles) if (candle.closeTime <= completeUntil) this.#passage.pass(candle);
    this.#inbox.candles(candles, completeUntil);
  }

  failed(failure: FeedFailure): void {
    this.#inbox.failed(failure);
  }
}
