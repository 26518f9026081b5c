import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { lineOfText } from './fields.js';

export const currencyCode = z.string().regex(/^[A-Z]{3}$/, 'a currency of three capital letters, such as USD');

/** The simulated account. */
export const accountSchema = z.strictObject({
  id: lineOfText.default('paper').describe('Name of the account; it is part of every order id.'),
  currency: currencyCode.default('USD').describe('Currency of the balance, three capital letters.'),
  position_mode: z
    .enum(['hedging', 'netting'])
    .default('hedging')
    .describe('Whether each entry has its own position (hedging) or a symbol has one (netting).'),
  balance: z.number().gt(0).default(10_000).describe('Money at the start, in account currency.'),
});

export type AccountConfig = Frozen<z.output<typeof accountSchema>>;
