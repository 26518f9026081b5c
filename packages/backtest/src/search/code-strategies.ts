import type { SystemConfig } from '@q/config';
import type { Strategy } from '@q/trading';
import type { ParameterValues } from './parameter-values.js';

/**
 * The default export of a module with strategies in code: makes those of one run, by symbol. It is called for every run, so that what a
 * strategy remembers of one run does not reach the next.
 */
export type MakeSearchStrategies = (
  parameters: ParameterValues,
  config: SystemConfig,
) => Readonly<Record<string, readonly Strategy[]>>;

/** @throws Error where the module cannot be read or exports no function by default */
export async function codeStrategies(url: string | undefined): Promise<MakeSearchStrategies> {
  if (url === undefined) return () => ({});
  const module = (await import(url)) as { readonly default?: unknown };
  if (typeof module.default === 'function') return module.default as MakeSearchStrategies;
  throw new Error(`${url} must export a function by default that makes the strategies of a run`);
}
