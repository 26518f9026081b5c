import type { KeyPath } from '../key-path.js';
import type { ProblemKind } from './problem-codes.js';

/** A problem before it is known which line, variable or option it comes from. */
export interface Finding {
  readonly kind: ProblemKind;
  readonly path: KeyPath;
  /** Whether the key or its value is wrong; a missing key is shown at the section it belongs to. */
  readonly at: 'key' | 'value' | 'section';
  readonly message: string;
  readonly value?: unknown;
  readonly allowed?: string;
  readonly suggestion?: string | undefined;
  /** The other key of the contradiction: shown where that one was changed and this one has its default. */
  readonly or?: { readonly path: KeyPath; readonly suggestion?: string | undefined };
}
