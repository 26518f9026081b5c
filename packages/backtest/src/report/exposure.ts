import type { Fill, Instrument } from '@q/events';
import { notionalOf, PositionBook } from '@q/trading';
import type { EquityTrack } from './equity-track.js';
import { equityAt, meanEquity } from './equity-track.js';
import type { Figure } from './figure.js';
import { finite, quotient } from './figure.js';
import { fillRate } from './fill-rate.js';
import type { Range } from './trading-days.js';

export interface ExposureFigures {
  /** Share of the run's time with a position. */
  readonly timePercent: number;
  /** Largest value of all open positions together, long and short added, each at the prices and rates of its entries; account currency. */
  readonly maxGross: number;
  /** Largest value in percent of equity, as it was after a fill. */
  readonly maxGrossPercent: Figure;
  /** Value of all fills / mean equity over time. */
  readonly turnover: Figure;
}

export interface ExposureTerms {
  readonly fills: readonly Fill[];
  readonly instruments: Readonly<Record<string, Instrument>>;
  readonly currency: string;
  readonly track: EquityTrack;
  readonly range: Range;
  readonly money: (amount: number) => number;
}

export function exposureFigures(terms: ExposureTerms): ExposureFigures {
  const { track, range, money } = terms;
  const { endedAt, startedAt } = range;
  const held = holdings(terms);
  const heldMs = held.reduce((total, { at, gross }, step) => {
    const until = held[step + 1]?.at ?? endedAt;
    return gross > 0 ? total + Math.max(0, until - at) : total;
  }, 0);
  const shares = held.map(({ at, gross }) => shareOf(gross, equityAt(track, at)));
  const traded = terms.fills.reduce((total, fill) => total + valueOf(terms, fill), 0);
  return {
    timePercent: endedAt > startedAt ? (100 * heldMs) / (endedAt - startedAt) : 0,
    maxGross: money(held.reduce((most, { gross }) => Math.max(most, gross), 0)),
    maxGrossPercent: finite(
      100 * shares.reduce((most, share) => Math.max(most, share), 0),
      'equity was 0 or below while a position was open',
    ),
    turnover: quotient(traded, meanEquity(track, range), 'mean equity was 0 or below'),
  };
}

interface Holding {
  readonly at: number;
  readonly gross: number;
}

/** What is held after every fill, in order of time. */
function holdings(terms: ExposureTerms): Holding[] {
  const book = new PositionBook();
  const open = new Map<string, number>();
  const inOrder = [...terms.fills].sort((a, b) => a.filledAt - b.filledAt);
  return inOrder.map((fill, index) => {
    // Runs that were joined have numbered their fills each for itself.
    for (const { kind, position, fill: by } of book.apply({ ...fill, tradeId: String(index) })) {
      const { positionId, volume } = position;
      const held = open.get(positionId) ?? 0;
      if (kind === 'closed') open.delete(positionId);
      else if (kind === 'reduced') open.set(positionId, (held * volume) / (volume + by.volume));
      else open.set(positionId, held + valueOf(terms, by));
    }
    return { at: fill.filledAt, gross: [...open.values()].reduce((total, value) => total + value, 0) };
  });
}

function valueOf({ instruments, currency }: ExposureTerms, fill: Fill): number {
  const { symbol, price, volume } = fill;
  const instrument = instruments[symbol];
  if (instrument === undefined) throw new Error(`no instrument "${symbol}" in the configuration of the run`);
  return notionalOf({ instrument, price, volume, currency, rate: fillRate(fill, instrument, currency) });
}

function shareOf(gross: number, equity: number): number {
  if (gross === 0) return 0;
  return equity > 0 ? gross / equity : Infinity;
}
