import type { ProblemCode } from './problem-codes.js';

/** One thing that is wrong with a configuration, and where. */
export interface ConfigProblem {
  readonly code: ProblemCode;
  /** The file as messages name it; absent for a value that came from elsewhere. */
  readonly file?: string;
  /** Line and column in the file, from 1, and how many characters are wrong. */
  readonly line?: number;
  readonly column?: number;
  readonly length?: number;
  /** The environment variable or command line option that gave the value. */
  readonly source?: string;
  /** The key, such as `risk.max_positions`; empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** The offending value as text. */
  readonly value?: string;
  /** What would be allowed. */
  readonly allowed?: string;
  /** The nearest valid key or value. */
  readonly suggestion?: string;
}
