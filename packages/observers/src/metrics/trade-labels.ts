import { boundedBy } from './label-bounds.js';

/** A strategy and a symbol that it trades. */
export interface TradedPair {
  readonly symbol: string;
  readonly strategy: string;
}

/** The labels of figures about trading: the configured symbols and strategies, and `other`. */
export interface TradeLabels {
  readonly symbols: readonly string[];
  readonly ofPair: readonly TradedPair[];
  readonly symbolLabel: (symbol: string) => string;
  readonly pairLabels: (of: TradedPair) => { symbol: string; strategy: string };
}

export function tradeLabels(symbols: readonly string[], ofPair: readonly TradedPair[]): TradeLabels {
  const symbolLabel = boundedBy(symbols);
  const strategyLabel = boundedBy(ofPair.map(({ strategy }) => strategy));
  return {
    symbols,
    ofPair,
    symbolLabel,
    pairLabels: ({ symbol, strategy }) => ({ symbol: symbolLabel(symbol), strategy: strategyLabel(strategy) }),
  };
}
