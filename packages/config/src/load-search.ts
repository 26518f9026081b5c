import { textProblems } from './config-text.js';
import { FileSource } from './file-source.js';
import { deepFreeze } from './frozen.js';
import { copyPlain } from './plain-value.js';
import { problemOf } from './config-text.js';
import { ConfigError } from './problems/config-error.js';
import { findingsOf } from './problems/issue-findings.js';
import { searchSchema, type SearchInput, type SearchSettings } from './search-settings.js';
import { isMap } from './sections/cross-check.js';
import { Settings } from './settings.js';

/** A value that stands above that of the file. */
export interface SearchFlag {
  /** `method`, or `walkforward.in_sample` as its keys. */
  readonly path: readonly string[];
  readonly value: string | number;
  /** How messages name it: `--method`. */
  readonly source: string;
}

export interface SearchLoadOptions {
  readonly flags?: readonly SearchFlag[];
  /** What a relative path starts from; the working directory of the process where it is left out. */
  readonly cwd?: string;
}

/** Reads the file of a search. @throws ConfigError naming everything that is wrong with it, each at its line */
export function loadSearch(path: string, { flags = [], cwd = process.cwd() }: SearchLoadOptions = {}): SearchSettings {
  const files = new FileSource(cwd);
  const text = files.read(path);
  if ('code' in text) throw new ConfigError([text], files.texts);
  const broken = textProblems(text);
  const { value } = copyPlain(text.yaml.value ?? {});
  if (broken.length > 0 && text.yaml.value === undefined) throw new ConfigError(broken, files.texts);
  const settings = new Settings(isMap(value) ? { ...value } : {}, text);
  for (const flag of flags) settings.set(flag.path, flag.value, { kind: 'command line', text: flag.source });
  const root = isMap(value) ? settings.value : value;
  const result = searchSchema.safeParse(root, { jitless: true });
  const findings = result.success ? [] : findingsOf(result.error.issues, { root: searchSchema, value: root });
  const problems = [...broken, ...findings.map((finding) => settings.problemOf(finding))];
  if (!result.success || problems.length > 0) throw new ConfigError(problems, files.texts);
  return deepFreeze(result.data);
}

/** A search as code writes it, with the checks and defaults of a file. @throws ConfigError */
export function defineSearch(input: SearchInput): SearchSettings {
  const { value } = copyPlain(input);
  const result = searchSchema.safeParse(value, { jitless: true });
  if (result.success) return deepFreeze(result.data);
  throw new ConfigError(findingsOf(result.error.issues, { root: searchSchema, value }).map(problemOf), new Map());
}
