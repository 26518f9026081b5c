/** The flags of `optimize` and `walkforward`, besides those of every verb; `check determinism` has `workers` too. */
export const SEARCH_FLAGS = {
  space: { type: 'string' },
  method: { type: 'string' },
  trials: { type: 'string' },
  objective: { type: 'string' },
  'min-trades': { type: 'string' },
  seed: { type: 'string' },
  workers: { type: 'string' },
  resume: { type: 'string' },
  'in-sample': { type: 'string' },
  'out-of-sample': { type: 'string' },
  anchored: { type: 'boolean' },
} as const;

/** As they were written; one that was not has no key. */
export type SearchArguments = Readonly<Partial<Record<keyof typeof SEARCH_FLAGS, string | boolean>>>;

export function searchArguments(values: SearchArguments): SearchArguments {
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(SEARCH_FLAGS, name)));
}
