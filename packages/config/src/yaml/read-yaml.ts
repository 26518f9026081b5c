import { constructFromEvents, CORE_SCHEMA, mergeTag, parseEvents, YAMLException } from 'js-yaml';
import type { Finding } from '../problems/finding.js';
import { LineIndex } from './line-index.js';
import { positionTree, type PositionNode, type Refusal, type Span } from './position-tree.js';
import { TextPositions, type Place } from './text-positions.js';

export const MAX_FILE_BYTES = 1_048_576;
const MAX_ALIASES = 50;
const MAX_DEPTH = 64;
const SCHEMA = CORE_SCHEMA.withTags(mergeTag);

export interface YamlText {
  /** The value; `undefined` for an empty text and for one that is refused. */
  readonly value: unknown;
  readonly positions: TextPositions;
  readonly refused: readonly RefusedYaml[];
}

/** A refusal of the text itself, with its place. */
export interface RefusedYaml extends Pick<Finding, 'kind' | 'path' | 'message'> {
  readonly place: Place;
}

/** Parses YAML from outside: no tags, no dates, bounded in size, depth and aliases, no keys that reach a prototype. */
export function readYaml(text: string): YamlText {
  const lines = new LineIndex(text);
  const place = ({ start, end }: Span): Place => ({ ...lines.at(start), length: lines.lengthInLine(start, end) });
  const located = ({ span, ...refusal }: Refusal): RefusedYaml => ({ ...refusal, place: place(span) });
  const refuse = (refusals: readonly Refusal[], root?: PositionNode): YamlText => ({
    value: undefined,
    positions: new TextPositions(root, place),
    refused: refusals.map(located),
  });

  if (Buffer.byteLength(text) > MAX_FILE_BYTES)
    return refuse([whole(`the file is larger than ${MAX_FILE_BYTES} bytes`)]);
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH });
    const { root, refusals } = positionTree(text, events);
    if (refusals.some((refusal) => refusal.kind === 'unsafe-yaml')) return refuse(refusals, root);
    // Keys that stand twice are reported above, with all other problems: the last one counts for those.
    const options = { source: text, schema: SCHEMA, maxAliases: MAX_ALIASES, json: true };
    const [value] = constructFromEvents(events, options);
    return { value, positions: new TextPositions(root, place), refused: refusals.map(located) };
  } catch (error) {
    return refuse([refusalOf(error)]);
  }
}

function refusalOf(error: unknown): Refusal {
  if (!(error instanceof YAMLException)) throw error;
  const kind = /maxAliases|maxDepth|maxTotalMergeKeys/.test(error.reason) ? 'unsafe-yaml' : 'syntax';
  const start = error.mark?.position ?? 0;
  return { kind, path: [], span: { start, end: start + 1 }, message: `not valid YAML: ${error.reason}` };
}

function whole(message: string): Refusal {
  return { kind: 'unsafe-yaml', path: [], span: { start: 0, end: 1 }, message };
}
