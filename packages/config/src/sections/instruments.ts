import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { currencyCode } from './account.js';
import { symbolName } from './fields.js';

const positive = z.number().gt(0);

/** What differs from the built-in specification of a symbol; everything, where there is none. */
export const instrumentOverrideSchema = z.strictObject({
  digits: z.int().min(0).max(10).optional().describe('Decimals in a price.'),
  tick_size: positive.optional().describe('Smallest step of a price.'),
  pip: positive.optional().describe('Price distance of one pip.'),
  contract_size: positive.optional().describe('Units of the base currency or commodity in a lot.'),
  lot_step: positive.optional().describe('Smallest step of a size, in lots.'),
  min_lot: positive.optional().describe('Smallest size of an order, in lots.'),
  max_lot: positive.optional().describe('Largest size of an order, in lots.'),
  base_currency: z
    .string()
    .regex(/^[A-Z0-9]{2,10}$/, 'capital letters, such as EUR')
    .optional()
    .describe('What is bought and sold.'),
  quote_currency: currencyCode.optional().describe('Currency of the price.'),
  session: z
    .enum(['fx', 'always'])
    .optional()
    .describe('When it trades: Sunday to Friday 17:00 New York time, or without a break.'),
});

export const instrumentsSchema = z.record(symbolName, instrumentOverrideSchema);

export type InstrumentOverride = Frozen<z.output<typeof instrumentOverrideSchema>>;
