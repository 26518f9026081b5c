import { EVENT_TOPICS } from '@q/events';

/** What a value is called that is not one of the known ones: labels have a bounded number of values. */
export const OTHER = 'other';

/** Keeps known names, and gives all others one. */
export function boundedBy(known: readonly string[]): (name: string) => string {
  const names = new Set(known);
  return (name) => (names.has(name) ? name : OTHER);
}

/** Event types of the catalogue; those of a bot's own share one name. */
export const eventTypeLabel = boundedBy(Object.keys(EVENT_TOPICS));
