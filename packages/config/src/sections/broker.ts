import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { symbolName } from './fields.js';

const pips = z.number().min(0);

/** The simulated broker and its costs. */
export const brokerSchema = z.strictObject({
  kind: z.enum(['simulated']).default('simulated').describe('Which broker gets the orders.'),
  spread_pips: pips.default(1).describe('Distance between bid and ask, in pips.'),
  slippage_pips: pips.default(0.1).describe('Distance by which a market order fills worse, in pips.'),
  commission_per_lot: pips.default(3.5).describe('Commission for a lot and side, in account currency.'),
  per_symbol: z
    .record(
      symbolName,
      z.strictObject({
        spread_pips: pips.optional().describe('Spread of this symbol, in pips.'),
        slippage_pips: pips.optional().describe('Slippage of this symbol, in pips.'),
        commission_per_lot: pips.optional().describe('Commission of this symbol for a lot and side.'),
      }),
    )
    .default({})
    .describe('Costs of single symbols: symbol to the costs that differ.'),
  answer_timeout: z.number().gt(0).default(10).describe('Seconds to wait for an answer until an order is unknown.'),
});

export type BrokerConfig = Frozen<z.output<typeof brokerSchema>>;
