import type { CurrentRestrictionFiles, SystemConfig } from '@q/config';
import { restrictionFiles } from '@q/config';
import type { Sockets } from '@q/orchestrator';
import { compileRestrictions } from '@q/trading';
import type { JournaledCalendars } from './paper/journaled-calendars.js';

/** In real time the calendars are looked at again so often: a change counts without a restart. */
const LOOK_AGAIN_MS = 5_000;

/**
 * What forbids entries, from the section `restrictions` and its calendars; nothing where nothing is switched on.
 * @param folder of the configuration file
 * @param journaled for a run that can be gone on with: which calendars hold at its instants
 */
export function restrictionsOf(
  { restrictions, mode }: SystemConfig,
  folder: string,
  journaled?: JournaledCalendars,
): Sockets['restrictionsAt'] {
  const { news, holidays, market_close: close, schedule } = restrictions;
  if (!news.enabled && !holidays.enabled && !close.enabled && schedule === undefined) return undefined;
  const files = restrictionFiles(restrictions, folder, {
    checkEveryMs: mode === 'backtest' ? Infinity : LOOK_AGAIN_MS,
  });
  let known: Pick<CurrentRestrictionFiles, 'news' | 'holidays'> = files.read();
  let compiled = compileRestrictions(restrictions, known);
  return (instant, instrument) => {
    const now = journaled === undefined ? files.read(instant) : journaled.current(() => files.read(instant));
    if (now !== known) {
      known = now;
      compiled = compileRestrictions(restrictions, now);
    }
    return compiled(instant, instrument);
  };
}

/** Where the calendars that are switched on cannot be used. */
export function restrictionProblems({ restrictions }: SystemConfig, folder: string): readonly string[] {
  const { news, holidays } = restrictionFiles(restrictions, folder, { checkEveryMs: Infinity }).read();
  return [news, holidays].flatMap((calendar) => {
    if (calendar === undefined || calendar.ok) return [];
    return calendar.problems.map(
      ({ line, message }) => `${calendar.file ?? 'calendar'}${line === undefined ? '' : `:${line}`}: ${message}`,
    );
  });
}
