import type { ConfigProblem } from './config-problem.js';
import { formatProblems } from './format-problems.js';

/** Everything that is wrong with a configuration, at once. Nothing was started. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];
  readonly #sources: ReadonlyMap<string, string>;

  constructor(problems: readonly ConfigProblem[], sources: ReadonlyMap<string, string>) {
    const source = (file: string) => sources.get(file);
    super(`the configuration cannot be used\n${formatProblems(problems, { color: false, source })}`);
    this.name = 'ConfigError';
    this.problems = problems;
    this.#sources = sources;
  }

  /** The text of a file that a problem names, for excerpts. */
  sourceOf(file: string): string | undefined {
    return this.#sources.get(file);
  }
}
