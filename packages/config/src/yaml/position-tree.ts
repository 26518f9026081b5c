import { EVENT_ID, getScalarValue, type Event } from 'js-yaml';
import { isUnsafeKey, unsafeKeyMessage } from '../unsafe-keys.js';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value and its key stand in the text. What an alias or a merge brings in keeps the place where it was written. */
export interface PositionNode {
  readonly value: Span;
  readonly key?: Span;
  readonly children: ReadonlyMap<string, PositionNode>;
  /** Values in it once aliases are written out. */
  readonly size: number;
}

/** YAML that is well formed and refused all the same. */
export interface Refusal {
  readonly kind: 'syntax' | 'unsafe-yaml';
  readonly path: readonly string[];
  readonly span: Span;
  readonly message: string;
}

export interface PositionTree {
  readonly root: PositionNode | undefined;
  readonly refusals: readonly Refusal[];
}

const MAX_VALUES = 50_000;
const KNOWN_TAG = /^(!|!!(str|int|float|bool|null|seq|map))$/;
const NOTHING: ReadonlyMap<string, PositionNode> = new Map();

/** Walks the parser's events once and notes where everything stands. */
export function positionTree(text: string, events: readonly Event[]): PositionTree {
  const walk = new PositionWalk(text, events);
  return walk.run();
}

class PositionWalk {
  readonly #text: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, PositionNode | 'open'>();
  readonly #refusals: Refusal[] = [];
  #next = 0;
  #merged = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  run(): PositionTree {
    const documents = this.#events.filter((event) => event.type === EVENT_ID.DOCUMENT);
    const span = { start: 0, end: 1 };
    if (documents.length > 1) this.#refuse('syntax', [], span, 'the file has more than one YAML document');
    if (documents.some((each) => each.directives.length > 0)) {
      this.#refuse('unsafe-yaml', [], span, 'YAML directives (%TAG, %YAML) are not allowed');
    }
    this.#next = 1;
    const first = this.#events[1];
    const isEmpty = documents.length === 0 || first === undefined || first.type === EVENT_ID.POP;
    const root = isEmpty ? undefined : this.#value([]);
    if ((root?.size ?? 0) > MAX_VALUES || this.#merged > MAX_VALUES) {
      this.#refuse(
        'unsafe-yaml',
        [],
        span,
        `the file holds more than ${MAX_VALUES} values once aliases are written out`,
      );
    }
    return { root, refusals: this.#refusals };
  }

  #value(path: readonly string[], key?: Span): PositionNode {
    const event = this.#events[this.#next];
    this.#next += 1;
    const at = key === undefined ? {} : { key };
    if (event?.type === EVENT_ID.ALIAS) return { ...this.#alias(path, event), ...at };
    const span = event === undefined ? { start: 0, end: 0 } : this.#spanOf(event, key);
    if (event === undefined || !('tagStart' in event)) return { value: span, children: NOTHING, size: 1 };
    this.#checkTag(path, event);
    const anchor = event.anchorStart < 0 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const children = this.#childrenOf(path, event);
    let size = 1;
    for (const child of children.values()) size += child.size;
    const node = { value: span, children, size };
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return { ...node, ...at };
  }

  #childrenOf(path: readonly string[], event: Event): ReadonlyMap<string, PositionNode> {
    if (event.type === EVENT_ID.MAPPING) return this.#mapping(path);
    return event.type === EVENT_ID.SEQUENCE ? this.#sequence(path) : NOTHING;
  }

  #sequence(path: readonly string[]): ReadonlyMap<string, PositionNode> {
    const items = new Map<string, PositionNode>();
    while (!this.#closes()) items.set(String(items.size), this.#value([...path, String(items.size)]));
    return items;
  }

  #mapping(path: readonly string[]): ReadonlyMap<string, PositionNode> {
    const own = new Map<string, PositionNode>();
    const merged: PositionNode[] = [];
    while (!this.#closes()) {
      const keyEvent = this.#events[this.#next];
      const name = keyEvent?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, keyEvent) : '';
      const { value: span } = this.#value(path);
      const inner = [...path, name];
      if (isUnsafeKey(name)) this.#refuse('unsafe-yaml', inner, span, unsafeKeyMessage(name));
      if (own.has(name)) this.#refuse('syntax', inner, span, `the key "${name}" stands here twice`);
      const node = this.#value(inner, span);
      if (name === '<<') merged.push(...sourcesOf(node, this.#text));
      else own.set(name, node);
    }
    merged.forEach((source) => this.#merge(own, source));
    return own;
  }

  /** Stops where merging has become too much: the whole is refused then. */
  #merge(own: Map<string, PositionNode>, source: PositionNode): void {
    this.#merged += source.children.size;
    if (this.#merged > MAX_VALUES) return;
    for (const [name, node] of source.children) if (!own.has(name)) own.set(name, node);
  }

  /** True, and past it, where the collection ends. */
  #closes(): boolean {
    const event = this.#events[this.#next];
    if (event !== undefined && event.type !== EVENT_ID.POP) return false;
    this.#next += 1;
    return true;
  }

  #alias(path: readonly string[], event: Event & { type: typeof EVENT_ID.ALIAS }): PositionNode {
    const span = { start: event.anchorStart - 1, end: event.anchorEnd };
    const anchored = this.#anchors.get(this.#text.slice(event.anchorStart, event.anchorEnd));
    if (anchored === 'open') this.#refuse('unsafe-yaml', path, span, 'an alias stands inside of what it repeats');
    if (anchored === undefined || anchored === 'open') return { value: span, children: NOTHING, size: 1 };
    return { value: span, children: anchored.children, size: anchored.size };
  }

  #checkTag(path: readonly string[], event: Event & { readonly tagStart: number; readonly tagEnd: number }): void {
    if (event.tagStart < 0) return;
    const tag = this.#text.slice(event.tagStart, event.tagEnd);
    if (KNOWN_TAG.test(tag)) return;
    this.#refuse('unsafe-yaml', path, { start: event.tagStart, end: event.tagEnd }, `the tag ${tag} is not allowed`);
  }

  #spanOf(event: Event, key: Span | undefined): Span {
    if (event.type === EVENT_ID.SCALAR) {
      if (event.valueStart < 0 || (event.valueEnd <= event.valueStart && key !== undefined))
        return key ?? { start: 0, end: 1 };
      const quotes =
        /^['"]$/.test(this.#text[event.valueStart - 1] ?? '') && event.style > 1 && event.style < 4 ? 1 : 0;
      return { start: event.valueStart - quotes, end: event.valueEnd + quotes };
    }
    return 'start' in event ? { start: event.start, end: event.start + 1 } : { start: 0, end: 1 };
  }

  #refuse(kind: Refusal['kind'], path: readonly string[], span: Span, message: string): void {
    this.#refusals.push({ kind, path, span, message });
  }
}

/** What a merge key brings in: one section, or the sections of a list; earlier ones win. */
function sourcesOf(node: PositionNode, text: string): readonly PositionNode[] {
  return text[node.value.start] === '[' || node.children.has('0') ? [...node.children.values()] : [node];
}
