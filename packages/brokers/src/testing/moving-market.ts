import type { ApprovedOrder } from '@q/events';
import fc from 'fast-check';
import type { CandleRow } from '../feed/candle-columns.js';
import { CandleColumns } from '../feed/candle-columns.js';
import { ServedSeries } from '../feed/served-series.js';
import { idOf, orderOf } from './broker-contract.js';
import { MINUTE_MS } from './simulated-desk.js';

/** Two hours around the rollover in New York, with an hour of wider spreads in it. */
export const START = Date.parse('2025-01-07T21:20:00Z');
export const MINUTES = 120;
export const SYMBOLS = ['EURUSD', 'USDJPY'] as const;
export type TradedSymbol = (typeof SYMBOLS)[number];

/** What the candles of a symbol are made of. */
export interface Moving {
  readonly symbol: TradedSymbol;
  readonly isQuoted: boolean;
  /** Of each close, in pips from the one before; each candle reaches as far beyond open and close. */
  readonly moves: readonly (readonly [move: number, reach: number])[];
}

/** Random `moves` of two hours. */
export const anyMoves = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), fc.nat(4)), {
  minLength: MINUTES,
  maxLength: MINUTES,
});

export function seriesOf({ symbol, isQuoted, moves }: Moving): ServedSeries {
  const pip = symbol === 'EURUSD' ? 0.0001 : 0.01;
  let close = symbol === 'EURUSD' ? 1.1 : 150;
  const rows = moves.map(([move, reach], minute): CandleRow => {
    const open = close;
    close += move * pip;
    const prices = { open, high: Math.max(open, close) + reach * pip, low: Math.min(open, close) - reach * pip, close };
    const side = (by: number) => ({
      open: prices.open + by,
      high: prices.high + by,
      low: prices.low + by,
      close: prices.close + by,
    });
    const quotes = isQuoted ? { quotes: { bid: side(-2 * pip), ask: side(minute * 0.1 * pip) } } : {};
    return { openTime: START + minute * MINUTE_MS, ...prices, volume: 5, ...quotes };
  });
  return new ServedSeries('1', CandleColumns.of(rows));
}

export interface Entry {
  readonly enter: 'buy' | 'sell';
  /** Pips from the close at which it waits, as a limit below it or as a stop above it; at the market where there is none. */
  readonly waits?: number | undefined;
  /** Minutes after which it ends. */
  readonly lasts?: number | undefined;
  readonly stop: number | undefined;
  readonly target: number | undefined;
}

const anyDistance = fc.option(fc.integer({ min: 5, max: 60 }), { nil: undefined });

/** The fields of a random entry. */
export const anyEntry = {
  enter: fc.constantFrom('buy', 'sell'),
  waits: fc.option(fc.integer({ min: -30, max: 30 }), { nil: undefined }),
  lasts: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  stop: anyDistance,
  target: anyDistance,
} as const;

export function entryOf(entry: Entry, number: number, symbol: TradedSymbol, price: number, now = START): ApprovedOrder {
  const { enter: side, waits, lasts, stop, target } = entry;
  const [pip, sign] = [symbol === 'EURUSD' ? 0.0001 : 0.01, side === 'buy' ? 1 : -1];
  const at = (pips: number): number => Number((price + sign * pips * pip).toFixed(symbol === 'EURUSD' ? 5 : 3));
  const stopLoss = { clientOrderId: idOf(`s${number}`), price: at(-(stop ?? 0)) };
  const takeProfits = [{ clientOrderId: idOf(`t${number}`), price: at(target ?? 0), volume: 1, moveStop: false }];
  return orderOf(`e${number}`, {
    symbol,
    side,
    direction: side === 'buy' ? 'long' : 'short',
    decidedAt: now,
    ...(waits === undefined ? {} : { [waits < 0 ? 'limitPrice' : 'stopPrice']: at(waits) }),
    ...(lasts === undefined ? {} : { expiresAt: now + lasts * MINUTE_MS }),
    ...(stop === undefined ? {} : { stopLoss }),
    ...(target === undefined ? {} : { takeProfits }),
  });
}
