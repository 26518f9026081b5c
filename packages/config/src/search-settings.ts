import * as z from 'zod';
import type { Frozen } from './frozen.js';
import { crossCheck, isMap } from './sections/cross-check.js';
import { parseSpan } from './span.js';

/** The figures that a search can look for: those of a report, by the names they have there. */
export const OBJECTIVES = [
  'sharpe',
  'sortino',
  'calmar',
  'omega',
  'serenity',
  'net_profit',
  'net_profit_percent',
  'annual_growth_percent',
  'profit_factor',
  'expectancy',
  'payoff_ratio',
  'win_rate',
  'recovery_factor',
  'system_quality',
  'max_drawdown_percent',
] as const;

export type ObjectiveName = (typeof OBJECTIVES)[number];

const duration = z
  .string()
  .refine((text) => parseSpan(text) !== undefined, 'expected a duration such as 6mo, 8w, 30d or 12h');

const single = z.union([z.number(), z.string(), z.boolean()]);
const range = z.strictObject({
  from: z.number().describe('The least value.'),
  to: z.number().describe('The largest value; with a step it is reached only where the steps meet it.'),
  step: z.number().positive().optional().describe('Distance of the values; without it any value between may be drawn.'),
  scale: z
    .enum(['linear', 'log'])
    .default('linear')
    .describe('How values are drawn: evenly, or as many below 10 as from 10 to 100.'),
  whole: z.boolean().default(false).describe('Whether only whole numbers are drawn.'),
});
const axis = z.union([range, z.array(z.union([single, z.array(single)])).min(1)]);

const fields = z.strictObject({
  method: z
    .enum(['grid', 'random', 'halving'])
    .default('grid')
    .describe('Every combination, some drawn at random, or many on little data and the best of them on more.'),
  trials: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('Combinations to draw: for random, and for halving in place of every combination.'),
  objective: z.enum(OBJECTIVES).default('sharpe').describe('The figure of the report that is looked for.'),
  min_trades: z
    .int()
    .min(0)
    .default(30)
    .describe('Fewer trades than this, and a combination ranks behind all that have them.'),
  seed: z.int().min(0).max(4_294_967_295).default(1).describe('Of what is drawn: the same seed draws the same.'),
  halving: z
    .strictObject({
      rungs: z.int().min(2).max(8).default(3).describe('How often is selected, the last time on all data.'),
      factor: z
        .int()
        .min(2)
        .max(10)
        .default(3)
        .describe('Of so many combinations one goes on, to so many times the data.'),
    })
    .prefault({})
    .describe('For the method halving.'),
  walkforward: z
    .strictObject({
      in_sample: duration.default('6mo').describe('What each search looks at, such as 6mo, 8w or 30d.'),
      out_of_sample: duration.default('2mo').describe('What its best then trades, right behind it.'),
      windows: z
        .enum(['rolling', 'anchored'])
        .default('rolling')
        .describe('Whether the begin of the search moves on or stays where the data begin.'),
    })
    .prefault({})
    .describe('For qbot walkforward.'),
  parameters: z.record(z.string(), axis).describe('Path of a value to a list of values, or a range with from and to.'),
});

/** What is searched, how, and for what: the file of `qbot optimize --space` and `qbot walkforward --space`. */
export const searchSchema = crossCheck(fields, (field, report) => {
  const [method, trials, axes] = [field('method') ?? 'grid', field('trials'), field('parameters')];
  if (method === 'random' && trials === undefined)
    report({
      path: ['trials'],
      kind: 'missing',
      message: 'is missing: the method random needs the number of combinations to draw',
    });
  if (method === 'grid' && trials !== undefined)
    report({
      path: ['trials'],
      message: 'has no effect with the method grid, which tries every combination: remove it, or take random',
    });
  if (!isMap(axes)) return;
  if (Object.keys(axes).length === 0) report({ path: ['parameters'], message: 'names nothing to search' });
  for (const [path, given] of Object.entries(axes)) {
    if (!isMap(given)) continue;
    const { from, to, step, scale } = given;
    const at = (key: string): readonly string[] => ['parameters', path, key];
    if (typeof from === 'number' && typeof to === 'number' && from >= to)
      report({ path: at('to'), message: `must be above from (${from})` });
    if (scale === 'log' && typeof from === 'number' && from <= 0)
      report({ path: at('from'), message: 'must be above 0 on a log scale' });
    if (scale === 'log' && step !== undefined)
      report({ path: at('step'), message: 'goes with a linear scale only: list the values instead' });
    if (step === undefined && (method === 'grid' || (method === 'halving' && trials === undefined)))
      report({
        path: at('step'),
        kind: 'missing',
        message:
          method === 'grid'
            ? 'is missing: a grid needs a step or a list of values'
            : 'is missing: give a step, or trials to draw',
      });
  }
});

/** As a file has it: what has a default may be left out. */
export type SearchInput = Frozen<z.input<typeof searchSchema>>;
export type SearchSettings = Frozen<z.output<typeof searchSchema>>;
export type ParameterAxis = SearchSettings['parameters'][string];
