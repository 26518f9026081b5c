import { currencyDecimals } from '@q/trading';
import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { crossCheck, exceeds } from './cross-check.js';
import { lineOfText } from './fields.js';

export const currencyCode = z
  .string()
  .regex(/^[A-Z]{3}$|^[A-Z0-9]{4,10}$/, 'a currency in capital letters, such as USD, or USDT for a coin');

const accountFields = z.strictObject({
  id: lineOfText.default('paper').describe('Name of the account; it is part of every order id.'),
  currency: currencyCode
    .default('USD')
    .describe('Currency of the balance: three capital letters, or the code of a coin.'),
  position_mode: z
    .enum(['hedging', 'netting'])
    .default('hedging')
    .describe('Whether each entry has its own position (hedging) or a symbol has one (netting).'),
  balance: z.number().gt(0).default(10_000).describe('Money at the start, in account currency.'),
  conversion_side: z
    .enum(['closing', 'mid', 'order'])
    .default('closing')
    .describe(
      'Price at which money of other currencies is turned over: that of an exchange (earned money sold at the bid, owed money bought at the ask), the middle, or that of the side of the order.',
    ),
  conversion_rounding: z
    .enum(['once', 'quote_first'])
    .default('once')
    .describe(
      'Whether an amount in another currency is rounded once, in account currency, or in its own currency first and then again.',
    ),
  rounding: z
    .enum(['half_away', 'half_even'])
    .default('half_away')
    .describe('Where half a cent of a profit or a swap goes: away from zero, or to the even cent.'),
  arithmetic: z
    .enum(['exact', 'floating'])
    .default('exact')
    .describe(
      'Whether profits are reckoned exactly, or in floating point as many programs do, where half a cent falls to either side.',
    ),
  leverage: z
    .number()
    .min(0)
    .max(10_000)
    .default(0)
    .describe('Value that a unit of money carries, 30 for 1:30; 0 where positions bind no money.'),
  margin_call_level: z
    .number()
    .min(0)
    .max(10_000)
    .default(100)
    .describe('Equity in percent of the margin in use at which no entry is taken any more.'),
  stop_out_level: z
    .number()
    .min(0)
    .max(10_000)
    .default(50)
    .describe('Equity in percent of the margin in use at which positions are closed, the worst first.'),
});

/** The simulated account. */
export const accountSchema = crossCheck(accountFields, (field, report) => {
  const [balance, currency] = [field('balance'), field('currency')];
  const problem = typeof balance === 'number' && typeof currency === 'string' && balanceProblem(balance, currency);
  if (typeof problem === 'string') report({ path: ['balance'], message: problem, or: { path: ['currency'] } });
  const [call, out] = [field('margin_call_level'), field('stop_out_level')];
  if (!exceeds(out, call)) return;
  const message = `stop_out_level (${String(out)}) must not be above margin_call_level (${String(call)})`;
  report({ path: ['stop_out_level'], message, or: { path: ['margin_call_level'] } });
});

/** Balances are whole minor units, exact up to 2^53 of them. */
function balanceProblem(balance: number, currency: string): string | undefined {
  const decimals = currencyDecimals(currency);
  if (!Number.isFinite(balance) || balance <= 0) return undefined;
  const minor = Math.round(balance * 10 ** decimals);
  const allowed = `amounts in ${currency} have ${decimals} decimals and are exact up to ${Number.MAX_SAFE_INTEGER / 10 ** decimals}`;
  if (minor > Number.MAX_SAFE_INTEGER) return `balance (${balance}) is too large to be exact: ${allowed}`;
  return minor === 0 ? `balance (${balance}) is nothing when it is rounded: ${allowed}` : undefined;
}

export type AccountConfig = Frozen<z.output<typeof accountSchema>>;
