import { TIMEFRAMES } from '@q/events';
import { z } from 'zod';

/** Operators of a condition. To add one: a name here and its meaning in `compile-condition.ts`. */
export const OPERATORS = ['>', '>=', '<', '<=', '==', '!=', 'crosses_above', 'crosses_below'] as const;

export type Operator = (typeof OPERATORS)[number];

const timeframe = z.enum(TIMEFRAMES).describe('A timeframe as text: "1", "15", "240", "1d".');

export const conditionSchema = z
  .strictObject({
    signal: z
      .string()
      .min(1)
      .describe('The column to look at: a price, an indicator, or either with previous_ before it.'),
    operator: z.enum(OPERATORS).describe('How signal and value are compared.'),
    value: z
      .union([z.number(), z.string().min(1), z.boolean()])
      .describe('A number, a text, a flag, or the name of another column.'),
    timeframe: timeframe.describe("Which timeframe the columns are taken from: one of the strategy's."),
    lookback: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('1 looks at the newest closed candle, n at the one n - 1 closes before.'),
  })
  .describe('One comparison.');

const rules = (mode: 'all' | 'any') =>
  z.strictObject({
    mode: z.enum(['all', 'any']).default(mode).describe('Whether all conditions must hold, or any.'),
    conditions: z.array(conditionSchema).min(1),
  });

const byDirection = <T extends z.ZodType>(one: T) =>
  z
    .strictObject({ long: one.optional(), short: one.optional() })
    .refine((both) => both.long !== undefined || both.short !== undefined, {
      message: 'needs rules for long, short or both',
    });

const unit = z
  .enum(['pips', 'price', 'percent'])
  .default('pips')
  .describe('What value counts: pips, price units, or percent of the entry price.');

const distance = z.strictObject({
  type: z.literal('fixed').describe('A fixed distance from the entry price.'),
  value: z.number().positive().describe('The distance, in the unit below.'),
  unit,
});

/** A strategy as it stands in a YAML file. */
export const strategyDefinitionSchema = z
  .strictObject({
    name: z.string().min(1).max(100).describe('Stands on every signal and order.'),
    timeframes: z
      .array(timeframe)
      .min(1)
      .describe('The timeframes its rules look at; it is evaluated when the lowest of them closes.'),
    meta: z
      .looseObject({
        version: z
          .string()
          .regex(/^\d+\.\d+(\.\d+)?$/, 'expected a version such as "1.0.0"')
          .optional(),
        description: z.string().max(500).optional(),
        author: z.string().optional(),
        created_at: z.string().optional(),
      })
      .optional()
      .describe('About the strategy; nothing reads it but people.'),
    config: z.looseObject({}).optional().describe('Free space for YAML anchors.'),
    activation: z
      .strictObject({ enabled: z.boolean().default(true).describe('false leaves the strategy out.') })
      .default({ enabled: true }),
    entry: byDirection(rules('all')).describe('When to be in the market.'),
    exit: byDirection(rules('any')).optional().describe('When to be out of it again; stop and target work without it.'),
    risk: z
      .strictObject({
        position_sizing: z.strictObject({
          type: z.literal('fixed').describe('The same size for every entry.'),
          value: z.number().positive().describe('Lots.'),
        }),
        sl: distance.optional().describe('The stop loss.'),
        tp: distance.optional().describe('The take profit.'),
      })
      .describe('Size, stop and target of an entry.'),
  })
  .describe('A trading strategy: rules over the columns of its timeframes.');

/** The same, all the way down: a definition is never changed after it was read. */
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

export type StrategyDefinition = DeepReadonly<z.infer<typeof strategyDefinitionSchema>>;
export type Condition = DeepReadonly<z.infer<typeof conditionSchema>>;
export type RuleSet = NonNullable<StrategyDefinition['entry']['long']>;
export type RiskRules = StrategyDefinition['risk'];
export type Distance = DeepReadonly<z.infer<typeof distance>>;
