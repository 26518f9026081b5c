import { restrictionProblems } from '../restrictions.js';
import type { Check } from './check.js';
import { fail, ok, skip } from './finding.js';

/** Whether the calendars of news and holidays can be used: a broken one blocks entries. */
export const checkCalendars: Check = {
  name: 'calendars',
  lookAt({ config, folder }) {
    const { news, holidays } = config.restrictions;
    const used = [news, holidays].filter(({ enabled }) => enabled).map(({ file }) => file);
    if (used.length === 0) return skip('restrictions has none switched on');
    const problems = restrictionProblems(config, folder);
    if (problems.length === 0) return ok(used.join(', '));
    return problems.map((text) => fail(text, 'mend the calendar: until then it blocks every entry'));
  },
};
