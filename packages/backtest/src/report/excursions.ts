import type { Fill, Instrument } from '@q/events';
import { openProfit } from '@q/trading';
import type { Trade } from '../trade-recorder.js';
import type { Figure } from './figure.js';
import { finite } from './figure.js';
import { fillRate } from './fill-rate.js';
import { mean } from './statistics.js';
import { tidyPrice } from './tidy-price.js';

/** Means of the furthest that the price went against and for a trade; all positive. Source: Sweeney, Maximum Adverse Excursion, 1997. */
export interface ExcursionFigures {
  /** Price units; only where all trades are of one symbol. */
  readonly adversePrice: Figure;
  readonly favorablePrice: Figure;
  /** Account currency: the price distance on all lots that were ever open, at the rate of the trade's last fill, before commission. */
  readonly adverseAmount: Figure;
  readonly favorableAmount: Figure;
}

export interface ExcursionTerms {
  /** Of the trades, in the order of their positions' lives. */
  readonly fills: readonly Fill[];
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly currency: string;
  readonly money: (amount: number) => number;
}

export function excursionFigures(trades: readonly Trade[], terms: ExcursionTerms): ExcursionFigures {
  const none = { na: 'no trades' };
  if (trades.length === 0)
    return { adversePrice: none, favorablePrice: none, adverseAmount: none, favorableAmount: none };
  const symbols = [...new Set(trades.map(({ symbol }) => symbol))];
  const meanPrice = mean(trades.map(({ entryPrice }) => entryPrice));
  const price = (of: (trade: Trade) => number): Figure => {
    if (symbols.length > 1) return { na: `prices of ${symbols.join(', ')} have no common mean` };
    const distance = mean(trades.map(of));
    return finite(tidyPrice(distance, meanPrice + distance), 'no price');
  };
  const moved = { ...terms, lastFills: new Map<string, Fill>(terms.fills.map((fill) => [fill.positionId, fill])) };
  const amount = (of: (trade: Trade) => number): Figure => {
    const average = mean(trades.map((trade) => Math.abs(moveAmount(trade, of(trade), moved))));
    return Number.isFinite(average) ? terms.money(average) : { na: 'a price fell to 0' };
  };
  return {
    adversePrice: price(({ adverse }) => adverse),
    favorablePrice: price(({ favorable }) => favorable),
    adverseAmount: amount(({ adverse }) => -adverse),
    favorableAmount: amount(({ favorable }) => favorable),
  };
}

/** What all lots of a trade would have brought at a price distance in its favour, account currency. */
function moveAmount(
  trade: Trade,
  favour: number,
  { instruments, currency, lastFills }: ExcursionTerms & { readonly lastFills: ReadonlyMap<string, Fill> },
): number {
  const { symbol, direction, entryPrice, volume } = trade;
  const instrument = instruments[symbol];
  if (instrument === undefined) throw new Error(`no instrument "${symbol}" in the configuration of the run`);
  const [side, sign] = direction === 'long' ? (['buy', 1] as const) : (['sell', -1] as const);
  const price = fillRate(lastFills.get(trade.positionId), instrument, currency);
  const rate = price === undefined ? undefined : [{ price, isTimes: true }];
  return openProfit({ instrument, side, entryPrice, exitPrice: entryPrice + sign * favour, volume, currency, rate });
}
