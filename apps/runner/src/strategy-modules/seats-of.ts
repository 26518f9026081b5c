import type { ParameterValues } from '@q/backtest';
import type { SystemConfig } from '@q/config';
import type { Strategy } from '@q/trading';
import { CodeModuleError, messageOf } from './code-module-error.js';

/** A strategy of a file with code, on a symbol. */
export interface CodeSeat {
  readonly symbol: string;
  readonly strategy: Strategy;
  readonly enabled: boolean;
  /** The file as the configuration names it. */
  readonly file: string;
}

/** Makes the strategies of one run. */
export type MakeSeats = (config: SystemConfig, parameters?: ParameterValues) => readonly CodeSeat[];

const FORM = 'a list of { symbol, strategy, enabled? }, or a function that makes one from the configuration';

/**
 * The strategies that a module exports, by default or as `strategies`. A function is called for every run, so that what its strategies remember
 * of one run does not reach the next.
 * @throws CodeModuleError where it exports something else
 */
export function seatsOf(exported: Readonly<Record<string, unknown>>, file: string): MakeSeats {
  const given = exported['default'] ?? exported['strategies'];
  const fail = (what: string, cause?: unknown): never => {
    throw new CodeModuleError(`${file}: ${what}`, { cause });
  };
  if (given === undefined) fail(`exports no strategies: export ${FORM} by default or as "strategies"`);
  if (typeof given !== 'function' && !Array.isArray(given)) fail(`exports ${typeName(given)}: export ${FORM}`);
  const listOf: MakeList = typeof given === 'function' ? (given as MakeList) : () => given;
  return (config, parameters = {}) => {
    const list = made(listOf, { config, parameters, fail });
    if (!Array.isArray(list)) return fail(`its function gave ${typeName(list)} instead of a list of strategies`);
    return list.map((one: unknown, index) => {
      const wrong = seatProblem(one);
      if (wrong !== undefined) return fail(`strategy ${index + 1} of its list ${wrong}`);
      const { symbol, strategy, enabled = true } = one as SeatForm;
      return { symbol, strategy, enabled, file };
    });
  };
}

/** As a file writes it. */
type SeatForm = Pick<CodeSeat, 'symbol' | 'strategy'> & Partial<Pick<CodeSeat, 'enabled'>>;

type MakeList = (config: SystemConfig, parameters: ParameterValues) => unknown;

interface Making {
  readonly config: SystemConfig;
  readonly parameters: ParameterValues;
  readonly fail: (what: string, cause?: unknown) => never;
}

function made(listOf: MakeList, { config, parameters, fail }: Making): unknown {
  try {
    return listOf(config, parameters);
  } catch (error) {
    return fail(`its function failed: ${messageOf(error)}`, error);
  }
}

function seatProblem(one: unknown): string | undefined {
  if (!isMap(one)) return `is ${typeName(one)} instead of { symbol, strategy }`;
  const { symbol, strategy, enabled } = one;
  if (typeof symbol !== 'string' || symbol === '') return 'has no symbol';
  if (enabled !== undefined && typeof enabled !== 'boolean') return `has enabled ${typeName(enabled)}: true or false`;
  if (!isMap(strategy)) return `has ${typeName(strategy)} for its strategy: make it with defineStrategy`;
  // What defineStrategy adds to what was written.
  const isDefined = typeof strategy['evaluate'] === 'function' && Array.isArray(strategy['inputs']);
  return isDefined
    ? undefined
    : 'was not made with defineStrategy of @q/trading: only then its risk rules are complete';
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return String(value);
  if (typeof value !== 'object') return `a ${typeof value}`;
  return 'then' in value ? 'a promise' : 'an object';
}
