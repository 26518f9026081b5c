/** Every kind of configuration problem with its code. A code never changes its meaning. */
export const PROBLEM_CODES = {
  'file-not-found': { code: 'Q-CFG-001', meaning: 'the file does not exist or cannot be read' },
  syntax: { code: 'Q-CFG-002', meaning: 'the file is not valid YAML, or has the same key twice' },
  'unknown-key': { code: 'Q-CFG-003', meaning: 'nothing reads this key, or it stands in the wrong place' },
  'wrong-type': { code: 'Q-CFG-004', meaning: 'the value is of the wrong type or form' },
  'out-of-range': { code: 'Q-CFG-005', meaning: 'the value is too small or too large' },
  'not-one-of': { code: 'Q-CFG-006', meaning: 'the value is none of those allowed' },
  missing: { code: 'Q-CFG-007', meaning: 'a key without a default is missing' },
  'unsafe-yaml': {
    code: 'Q-CFG-008',
    meaning: 'the file uses YAML that is refused: tags, too many aliases, size, keys',
  },
  environment: { code: 'Q-CFG-009', meaning: 'an environment variable or option has a value that cannot be read' },
  'cross-field': { code: 'Q-CFG-010', meaning: 'values that exclude each other' },
  'strategy-file': { code: 'Q-CFG-011', meaning: 'a strategy that cannot work' },
  'indicator-file': { code: 'Q-CFG-012', meaning: 'an indicator that cannot work' },
  'unknown-symbol': { code: 'Q-CFG-013', meaning: 'a symbol without a complete specification' },
} as const satisfies Readonly<Record<string, { readonly code: `Q-CFG-${string}`; readonly meaning: string }>>;

export type ProblemKind = keyof typeof PROBLEM_CODES;
export type ProblemCode = (typeof PROBLEM_CODES)[ProblemKind]['code'];
