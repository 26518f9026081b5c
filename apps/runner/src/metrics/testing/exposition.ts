/** A line of the text format that is not as the format says. */
class FormatError extends Error {}

export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ParsedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly samples: ParsedSample[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,?)/;
const NUMBER = /^(NaN|[+-]?Inf|[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)$/;
const TYPES = ['counter', 'gauge', 'histogram', 'summary', 'untyped'];

/**
 * Reads the Prometheus text format 0.0.4, more strictly than a server would: every family has one HELP and one TYPE in this order, its
 * samples follow at once, and no series comes twice.
 */
export function parseExposition(text: string): readonly ParsedFamily[] {
  if (!text.endsWith('\n')) throw new FormatError('the last line has no end');
  const families = new Map<string, ParsedFamily>();
  const series = new Set<string>();
  let help: readonly [name: string, text: string] | undefined;
  let family: ParsedFamily | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === 'HELP') {
      if (families.has(name)) throw new FormatError(`${name} comes twice`);
      help = [name, rest];
      family = undefined;
    } else if (kind === 'TYPE') {
      if (help?.[0] !== name) throw new FormatError(`${name} has a TYPE that does not follow its HELP`);
      if (!NAME.test(name) || !TYPES.includes(rest)) throw new FormatError(line);
      family = { name, help: help[1], type: rest, samples: [] };
      help = undefined;
      families.set(name, family);
    } else if (line.startsWith('#')) throw new FormatError(`a comment that is neither HELP nor TYPE: ${line}`);
    else {
      const sample = parseSample(line);
      if (family === undefined || !belongsTo(family, sample.name)) throw new FormatError(`outside its family: ${line}`);
      const key = sample.name + labelKey(sample.labels);
      if (series.has(key)) throw new FormatError(`comes twice: ${line}`);
      series.add(key);
      family.samples.push(sample);
    }
  }
  return [...families.values()];
}

function belongsTo({ name, type }: ParsedFamily, sample: string): boolean {
  const endings = type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  return endings.some((ending) => sample === name + ending);
}

function parseSample(line: string): ParsedSample {
  const [, name = '', braced, value = ''] = /^([^\s{]+)(\{.*\})? (\S+)$/.exec(line) ?? [];
  if (!NAME.test(name) || !NUMBER.test(value)) throw new FormatError(`no sample: ${line}`);
  return { name, labels: braced === undefined ? {} : parseLabels(braced.slice(1, -1), line), value: numberOf(value) };
}

function parseLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== '';) {
    const [all = '', name = '', escaped = '', comma] = LABEL.exec(rest) ?? [];
    if (all === '' || name in labels) throw new FormatError(`labels: ${line}`);
    labels[name] = escaped.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
    rest = rest.slice(all.length);
    if ((rest === '') === (comma === ',')) throw new FormatError(`labels: ${line}`);
  }
  return labels;
}

function numberOf(text: string): number {
  return text.endsWith('Inf') ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text);
}

/** The value of one series; all of its labels are given. */
export function valueOf(
  families: readonly ParsedFamily[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = name + labelKey(labels);
  return families.flatMap(({ samples }) => samples).find((one) => one.name + labelKey(one.labels) === wanted)?.value;
}

/** The same text for the same labels, in whatever order they were written. */
export function labelKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
