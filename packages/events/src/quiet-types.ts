/** The types of a quiet cycle in the order in which they are published; not every cycle has all of them. */
export const QUIET_TYPES = [
  'CycleStarted',
  'AccountUpdated',
  'DataFetched',
  'NewCandle',
  'IndicatorsCalculated',
] as const;

export type QuietType = (typeof QUIET_TYPES)[number];

/** For each way in which a cycle can lack some of them, the `kind` of a stretch. */
export const TYPES_OF_KIND = Array.from({ length: 16 }, (_, has): readonly QuietType[] => {
  const isThere = {
    CycleStarted: ~has & 8,
    AccountUpdated: has & 1,
    NewCandle: has & 2,
    IndicatorsCalculated: has & 4,
  };
  return QUIET_TYPES.filter((type) => type === 'DataFetched' || isThere[type] > 0);
});
