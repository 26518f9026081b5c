import type { Timeframe } from '@q/events';
import { isTimeframe, TIMEFRAMES } from '@q/events';
import type { z } from 'zod';
import { messageOf } from './complete-risk.js';
import { riskInputs } from './entry-inputs.js';
import { riskSchema } from './risk-schema.js';
import { scheduleSchema } from './schedule-schema.js';
import type { Strategy } from './strategy.js';
import { NO_SIGNALS } from './strategy.js';

/** A strategy as it is written in code. Risk and schedule have the form and the defaults of a strategy file. */
export interface StrategyInCode extends Pick<Strategy, 'name' | 'warmUp' | 'evaluate' | 'indicators' | 'explain'> {
  /** Those it looks at; it is evaluated when the lowest of them closes. */
  readonly timeframes: readonly Timeframe[];
  readonly risk: z.input<typeof riskSchema>;
  readonly schedule?: z.input<typeof scheduleSchema>;
}

/**
 * Makes a strategy that is written in code the equal of one in a file: the same risk rules, the same gate, the same view, which cannot
 * reach a later row. `warmUp` rows of each timeframe must be there before it is asked.
 * @throws Error naming what is wrong with it
 */
export function defineStrategy({ risk, schedule, ...rest }: StrategyInCode): Strategy {
  const { name, timeframes, warmUp } = rest;
  const fail = (what: string): never => {
    throw new Error(`strategy "${name}": ${what}`);
  };
  if (name === '') throw new Error('a strategy needs a name: it stands on every signal and order');
  if (timeframes.length === 0) fail('timeframes must name at least one timeframe');
  const unknown = timeframes.find((timeframe) => !isTimeframe(timeframe));
  if (unknown !== undefined) fail(`timeframe "${String(unknown)}" is none of ${TIMEFRAMES.join(', ')}`);
  if (!Number.isInteger(warmUp) || warmUp < 1) fail(`warmUp must be a whole number of rows, at least 1, got ${warmUp}`);
  const rules = riskSchema.safeParse(risk);
  if (!rules.success) return fail(`risk: ${messageOf(rules.error)}`);
  const when = schedule === undefined ? undefined : scheduleSchema.safeParse(schedule);
  if (when?.success === false) return fail(`schedule: ${messageOf(when.error)}`);
  return {
    ...rest,
    evaluate: (view) =>
      timeframes.every((_, index) => view.schema(index, warmUp - 1) !== undefined) ? rest.evaluate(view) : NO_SIGNALS,
    risk: rules.data,
    inputs: riskInputs({ risk: rules.data, timeframes }),
    ...(when === undefined ? {} : { schedule: when.data }),
  };
}
