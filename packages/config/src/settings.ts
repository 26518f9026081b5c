import { problemInText, problemOf, type ConfigText } from './config-text.js';
import { formatPath, type KeyPath } from './key-path.js';
import type { Origin } from './origin.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { Finding } from './problems/finding.js';
import { defaultOf } from './schema-facts.js';
import { itemOf, schemaAt } from './schema-path.js';
import { isMap } from './sections/cross-check.js';
import { systemSchema } from './system-schema.js';

/** What was written, file first, then what the environment and the command line set over it. */
export class Settings {
  readonly #root: Record<string, unknown>;
  readonly #text: ConfigText | undefined;
  readonly #set = new Map<string, { readonly path: KeyPath; readonly origin: Origin }>();

  constructor(root: Record<string, unknown>, text: ConfigText | undefined) {
    this.#root = root;
    this.#text = text;
  }

  get value(): Readonly<Record<string, unknown>> {
    return this.#root;
  }

  /** Sets one value over those before it. Where the file has no section to set it in, the file's fault stays visible. */
  set(path: KeyPath, value: unknown, origin: Origin): void {
    let section = this.#root;
    for (const key of path.slice(0, -1)) {
      if (!Object.hasOwn(section, key)) section[key] = {};
      const inner = section[key];
      if (!isMap(inner)) return;
      section = inner as Record<string, unknown>;
    }
    if (path[0] === 'trading' && (path[1] === 'symbol' || path[1] === 'symbols'))
      this.remove(['trading', otherSymbolKey(path[1])]);
    const key = path.at(-1);
    if (key === undefined) return;
    section[key] = value;
    this.#set.set(formatPath(path), { path, origin });
  }

  remove(path: KeyPath): void {
    const section = path
      .slice(0, -1)
      .reduce<unknown>((inner, key) => (isMap(inner) ? inner[key] : undefined), this.#root);
    const key = path.at(-1);
    if (isMap(section) && key !== undefined) delete (section as Record<string, unknown>)[key];
  }

  originOf(path: KeyPath): Origin {
    const given = this.#given(path);
    if (given !== undefined) return given;
    if (this.#text === undefined || !this.#text.yaml.positions.has(path)) return { kind: 'default', text: 'default' };
    const { line } = this.#text.yaml.positions.placeOf(path, 'value');
    return { kind: 'file', text: `${this.#text.file}:${line}` };
  }

  /** A finding with the place its value came from: a line of the file, a variable or an option. */
  problemOf(finding: Finding): ConfigProblem {
    const { or, ...here } = finding;
    const isElsewhere = or !== undefined && !this.#isChanged(finding.path) && this.#isChanged(or.path);
    return this.#place(isElsewhere ? { ...here, ...or, suggestion: or.suggestion } : here);
  }

  #place(finding: Finding): ConfigProblem {
    const given = finding.at === 'section' ? undefined : this.#given(finding.path);
    if (given !== undefined) return { ...problemOf(finding), source: sourceText(given) };
    return this.#text === undefined ? problemOf(finding) : problemInText(finding, this.#text);
  }

  /** Whether somebody wrote something else than the default: of two values that exclude each other, that one is shown. */
  #isChanged(path: KeyPath): boolean {
    const schema = schemaAt(systemSchema, path, this.#root);
    const value = path.reduce<unknown>(itemOf, this.#root);
    return value !== undefined && (schema === undefined || value !== defaultOf(schema));
  }

  /** The variable or option that set the value, or a part of it or what it is a part of. */
  #given(path: KeyPath): Origin | undefined {
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#set.get(formatPath(path.slice(0, length)));
      if (found !== undefined) return found.origin;
    }
    return undefined;
  }
}

/** How a message names the source of a value. */
export function sourceText({ kind, text }: Origin): string {
  return kind === 'environment' ? `environment variable ${text}` : text;
}

function otherSymbolKey(key: string): string {
  return key === 'symbol' ? 'symbols' : 'symbol';
}
