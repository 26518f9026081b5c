import { formatPath } from './key-path.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import { show } from './problems/issue-findings.js';
import { PROBLEM_CODES } from './problems/problem-codes.js';
import { readYaml, type YamlText } from './yaml/read-yaml.js';

/** A YAML text under the name that messages give it. */
export interface ConfigText {
  readonly file: string;
  readonly text: string;
  readonly yaml: YamlText;
}

export function configText(file: string, text: string): ConfigText {
  return { file, text, yaml: readYaml(text) };
}

/** The problems of the text itself, before anything is read from it. */
export function textProblems({ file, yaml }: ConfigText): readonly ConfigProblem[] {
  return yaml.refused.map(({ kind, path, message, place }) => ({
    code: PROBLEM_CODES[kind].code,
    file,
    ...place,
    path: formatPath(path),
    message,
  }));
}

/** A finding with the line and column of the key or value in its file. */
export function problemInText(finding: Finding, { file, yaml }: ConfigText): ConfigProblem {
  const path = finding.at === 'section' ? finding.path.slice(0, -1) : finding.path;
  return { ...problemOf(finding), file, ...yaml.positions.placeOf(path, finding.at) };
}

/** A finding without a place: of a value that stands in no file. */
export function problemOf({ kind, path, message, value, allowed, suggestion }: Finding): ConfigProblem {
  return {
    code: PROBLEM_CODES[kind].code,
    path: formatPath(path),
    message,
    ...(value === undefined ? {} : { value: typeof value === 'string' ? value : show(value) }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
