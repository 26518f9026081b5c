/** Every kind of configuration problem with its code, and what to do. A code never changes its meaning. */
export const PROBLEM_CODES = {
  'file-not-found': {
    code: 'Q-CFG-001',
    meaning: 'the file does not exist or cannot be read',
    remedy: 'name one that is there; paths start from the working directory',
  },
  syntax: {
    code: 'Q-CFG-002',
    meaning: 'the file is not valid YAML, or has the same key twice',
    remedy: 'mend the line that is shown; keep one of two equal keys',
  },
  'unknown-key': {
    code: 'Q-CFG-003',
    meaning: 'nothing reads this key, or it stands in the wrong place',
    remedy: 'take the name that is offered, or one of all keys (docs/configuration.md)',
  },
  'wrong-type': {
    code: 'Q-CFG-004',
    meaning: 'the value is of the wrong type or form',
    remedy: 'write what it asks for; timeframes and times of day are text in quotes',
  },
  'out-of-range': {
    code: 'Q-CFG-005',
    meaning: 'the value is too small or too large',
    remedy: 'stay within the bounds that it names',
  },
  'not-one-of': { code: 'Q-CFG-006', meaning: 'the value is none of those allowed', remedy: 'take one of them' },
  missing: { code: 'Q-CFG-007', meaning: 'a key without a default is missing', remedy: 'add it' },
  'unsafe-yaml': {
    code: 'Q-CFG-008',
    meaning: 'the file uses YAML that is refused: tags, too many aliases, size, keys',
    remedy: 'write the value itself; a configuration is data',
  },
  environment: {
    code: 'Q-CFG-009',
    meaning: 'an environment variable or option has a value that cannot be read',
    remedy: 'correct or unset the variable; one that an alert names has to be there',
  },
  'cross-field': { code: 'Q-CFG-010', meaning: 'values that exclude each other', remedy: 'change one of the two' },
  'strategy-file': {
    code: 'Q-CFG-011',
    meaning: 'a strategy that cannot work',
    remedy: 'correct the strategy file at that line; qbot new strategy NAME makes one that works',
  },
  'indicator-file': {
    code: 'Q-CFG-012',
    meaning: 'an indicator that cannot work',
    remedy: 'take the name that is offered, or one of the catalog (docs/indicators.md)',
  },
  'unknown-symbol': {
    code: 'Q-CFG-013',
    meaning: 'a symbol without a complete specification',
    remedy: 'give instruments.<symbol> what it names; the contract specification of the broker has it',
  },
  'swap-file': {
    code: 'Q-CFG-014',
    meaning: 'a file of swaps that cannot be used',
    remedy: 'correct that line; a row has time, long and short, and comes after the row before it',
  },
} as const satisfies Readonly<
  Record<string, { readonly code: `Q-CFG-${string}`; readonly meaning: string; readonly remedy: string }>
>;

export type ProblemKind = keyof typeof PROBLEM_CODES;
export type ProblemCode = (typeof PROBLEM_CODES)[ProblemKind]['code'];
