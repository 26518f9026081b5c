import { TIMEFRAMES } from '@q/events';
import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck } from './cross-check.js';
import { distinctList, symbolName } from './fields.js';

const writtenTrading = crossCheck(
  z.strictObject({
    symbols: distinctList(symbolName).optional().describe('Symbols to trade, written as the broker writes them.'),
    symbol: symbolName.optional().describe('One symbol to trade: short for a list of one.'),
    timeframes: distinctList(z.enum(TIMEFRAMES)).describe(
      'Candle periods to follow: minutes as text in quotes, or 1d for a day.',
    ),
  }),
  (field, report) => {
    const [symbol, symbols] = [field('symbol'), field('symbols')];
    if (symbol === undefined && symbols === undefined) {
      report({ path: ['symbols'], kind: 'missing', message: 'is missing', suggestion: 'symbols: [EURUSD]' });
    }
    if (symbol !== undefined && symbols !== undefined) {
      const message = 'trading.symbol and trading.symbols are both given: keep one of them';
      report({ path: ['symbol'], message, suggestion: 'symbols' });
    }
  },
).meta({ anyOf: [{ required: ['symbols'] }, { required: ['symbol'] }] });

/** What is traded. `symbol: X` becomes a list of one. */
export const tradingSchema = writtenTrading
  .transform(({ symbol, symbols, timeframes }) => ({
    symbols: symbols ?? (symbol === undefined ? [] : [symbol]),
    timeframes,
  }))
  .describe('What is traded.');

export type TradingConfig = Frozen<z.output<typeof tradingSchema>>;
