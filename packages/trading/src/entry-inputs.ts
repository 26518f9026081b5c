import type { Timeframe } from '@q/events';
import { byLength } from '@q/events';
import type { CompleteRequest, Refusal } from './entry-plan.js';
import type { StrategyDefinition } from './strategy-schema.js';

/** A column that size, stop or target of a strategy are made from. */
export interface RiskInput {
  readonly timeframe: Timeframe;
  readonly column: string;
  /** Place of the column's name in the definition, also where it is there by default; `timeframe` stands beside it. */
  readonly path: readonly string[];
}

/** The columns that the risk section of a strategy needs: to be checked at load, and sent with each entry signal. */
export function riskInputs({
  risk,
  timeframes,
}: Pick<StrategyDefinition, 'risk' | 'timeframes'>): readonly RiskInput[] {
  const [lowest] = [...timeframes].sort(byLength);
  const found = (['position_sizing', 'sl', 'tp'] as const).map((section): RiskInput | undefined => {
    const rules = risk[section];
    if (rules === undefined || (rules.type !== 'volatility' && rules.type !== 'indicator')) return undefined;
    const timeframe = rules.timeframe ?? lowest;
    if (timeframe === undefined) return undefined;
    return { timeframe, column: rules.source, path: ['risk', section, 'source'] };
  });
  return found.filter((input) => input !== undefined);
}

/** The key of a column's value in `CompleteRequest.inputs`. */
export function entryInputKey(timeframe: string, column: string): string {
  return `${timeframe}:${column}`;
}

/** Keys beside those of columns: the prices that a strategy named for the order of an entry. No timeframe is called so. */
export const ORDER_PRICE = 'order:price';
export const ORDER_LIMIT = 'order:limit';

/** The value of a column; `undefined` where it is not ready. */
export function entryInput({ inputs }: CompleteRequest, timeframe: string, column: string): number | undefined {
  const value = inputs?.[entryInputKey(timeframe, column)];
  return value === undefined || !Number.isFinite(value) ? undefined : value;
}

export function inputNotReady(what: string, timeframe: string, column: string): Refusal {
  const message = `the ${what} needs column "${column}" of timeframe ${timeframe}, which is not ready: wait until its indicator has enough candles`;
  return { ok: false, reason: 'input_not_ready', message };
}
