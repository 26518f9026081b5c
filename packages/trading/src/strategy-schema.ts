import { TIMEFRAMES } from '@q/events';
import { z } from 'zod';
import { exitTimingSchema, profitGuardSchema } from './exit-schema.js';
import { riskSchema } from './risk-schema.js';
import { scheduleSchema } from './schedule-schema.js';

/** Operators of a condition. */
export const OPERATORS = [
  '>',
  '>=',
  '<',
  '<=',
  '==',
  '!=',
  'crosses_above',
  'crosses_below',
  'changes_to',
  'remains',
  'in',
  'not_in',
] as const;

export type Operator = (typeof OPERATORS)[number];

const timeframe = z.enum(TIMEFRAMES).describe('A timeframe as text: "1", "15", "240", "1d".');
const single = z.union([z.number(), z.string().min(1), z.boolean()]);

export const conditionSchema = z
  .strictObject({
    signal: z
      .string()
      .min(1)
      .describe('The column to look at: a price, an indicator, or either with previous_ before it.'),
    operator: z.enum(OPERATORS).describe('How signal and value are compared.'),
    value: z
      .union([single, z.array(single).min(1)])
      .describe('A number, a text, a flag, the name of another column, or for in and not_in a list of values.'),
    timeframe: timeframe.describe("Which timeframe the columns are taken from: one of the strategy's."),
    lookback: z
      .int()
      .min(1)
      .max(1000)
      .default(1)
      .describe('1 looks at the newest closed candle, n at the one n - 1 closes before.'),
    required_confidence: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('For the signal regime: the least confidence, 0 to 1, with which the condition can hold.'),
  })
  .superRefine(({ operator, value }, context) => {
    const needsList = operator === 'in' || operator === 'not_in';
    if (needsList === Array.isArray(value)) return;
    const message = needsList
      ? `${operator} needs a list of values`
      : `${operator} takes one value, a list is for in and not_in`;
    context.addIssue({ code: 'custom', path: ['value'], message });
  })
  .describe('One comparison.');

type ConditionInput = z.input<typeof conditionSchema>;

interface RuleTreeInput {
  operator: 'and' | 'or' | 'not';
  conditions: (ConditionInput | RuleTreeInput)[];
}

interface RuleTreeOutput {
  operator: 'and' | 'or' | 'not';
  conditions: (z.output<typeof conditionSchema> | RuleTreeOutput)[];
}

export const ruleTreeSchema: z.ZodType<RuleTreeOutput, RuleTreeInput> = z
  .strictObject({
    operator: z.enum(['and', 'or', 'not']).describe('How the conditions below are joined.'),
    get conditions() {
      return z.array(z.union([ruleTreeSchema, conditionSchema])).min(1);
    },
  })
  .superRefine(({ operator, conditions }, context) => {
    const fits = operator === 'not' ? conditions.length === 1 : conditions.length >= 2;
    if (fits) return;
    const wanted = operator === 'not' ? 'exactly one condition' : 'at least two conditions';
    context.addIssue({
      code: 'custom',
      path: ['conditions'],
      message: `${operator} joins ${wanted}, there are ${conditions.length}`,
    });
  })
  .meta({ id: 'RuleTree', description: 'Conditions joined by and, or, not.' });

const ruleFields = (mode: 'all' | 'any') => ({
  mode: z
    .enum(['all', 'any', 'complex'])
    .default(mode)
    .describe('Whether all conditions must hold, or any, or the tree decides.'),
  conditions: z.array(conditionSchema).optional().describe('For the modes all and any.'),
  tree: ruleTreeSchema.optional().describe('For the mode complex.'),
});

interface RuleShape {
  readonly mode: 'all' | 'any' | 'complex';
  readonly conditions?: readonly unknown[] | undefined;
  readonly tree?: unknown;
}

/** A rule set has either conditions or a tree, as its mode says. */
function checkShape(rules: RuleShape, least: number, context: z.RefinementCtx): void {
  const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  if (rules.mode === 'complex') {
    if (rules.tree === undefined) issue('tree', 'mode complex needs a tree');
    if (rules.conditions !== undefined) issue('conditions', 'mode complex takes a tree, not conditions');
    return;
  }
  if (rules.tree !== undefined) issue('tree', `mode ${rules.mode} takes conditions, a tree is for mode complex`);
  if ((rules.conditions?.length ?? -1) < least) issue('conditions', `mode ${rules.mode} needs conditions`);
}

const entryRules = z.strictObject(ruleFields('all')).superRefine((rules, context) => checkShape(rules, 1, context));

const exitRules = z
  .strictObject({
    ...ruleFields('any'),
    time_based: exitTimingSchema.optional().describe('Exits by the age of the position.'),
    profit_guard: profitGuardSchema.optional().describe('Exits when an open profit melts away.'),
  })
  .superRefine((rules, context) => {
    checkShape(rules, rules.time_based === undefined ? 1 : 0, context);
  });

const byDirection = <T extends z.ZodType>(one: T) =>
  z
    .strictObject({ long: one.optional(), short: one.optional() })
    .refine((both) => both.long !== undefined || both.short !== undefined, {
      message: 'needs rules for long, short or both',
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
          .regex(/^\d+\.\d+\.\d+$/, 'expected a version such as "1.0.0"')
          .optional(),
        description: z.string().max(500).optional(),
        author: z.string().optional(),
        created_at: z.string().optional(),
      })
      .optional()
      .describe('About the strategy; nothing reads it but people.'),
    config: z.looseObject({}).optional().describe('Free space for YAML anchors.'),
    activation: z
      .strictObject({
        enabled: z.boolean().default(true).describe('false leaves the strategy out.'),
        schedule: scheduleSchema.optional().describe('When the strategy may enter.'),
      })
      .default({ enabled: true }),
    entry: byDirection(entryRules).describe('When to be in the market.'),
    exit: byDirection(exitRules).optional().describe('When to be out of it again; stop and target work without it.'),
    risk: riskSchema.describe('Size, stop and target of an entry.'),
  })
  .describe('A trading strategy: rules over the columns of its timeframes.');

/** The same, all the way down: a definition is never changed after it was read. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

export type StrategyDefinition = DeepReadonly<z.output<typeof strategyDefinitionSchema>>;
/** As it stands in a file: what has a default may be left out. */
export type StrategyForm = DeepReadonly<z.input<typeof strategyDefinitionSchema>>;
export type Condition = DeepReadonly<z.output<typeof conditionSchema>>;
export type RuleTree = DeepReadonly<RuleTreeOutput>;
export type RuleSet = DeepReadonly<z.output<typeof entryRules>>;
export type ExitRules = DeepReadonly<z.output<typeof exitRules>>;
export type RiskRules = StrategyDefinition['risk'];
export type { Distance } from './risk-schema.js';
