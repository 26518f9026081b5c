import type { KeyPath } from '../key-path.js';
import type { PositionNode, Span } from './position-tree.js';

/** A place in a text: line and column from 1, and how many characters of the line. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Finds the line of a key or a value by its path. */
export class TextPositions {
  readonly #root: PositionNode | undefined;
  readonly #place: (span: Span) => Place;

  constructor(root: PositionNode | undefined, place: (span: Span) => Place) {
    this.#root = root;
    this.#place = place;
  }

  /** Whether something stands at the path. */
  has(path: KeyPath): boolean {
    return this.#find(path).depth === path.length && this.#root !== undefined;
  }

  /** The place of a key or value; of what is not there, the place of the section it would belong to. */
  placeOf(path: KeyPath, at: 'key' | 'value' | 'section'): Place {
    const { node, depth } = this.#find(path);
    if (node === undefined) return { line: 1, column: 1, length: 1 };
    const key = node.key === undefined ? undefined : this.#place(node.key);
    if (depth < path.length || at !== 'value') return key ?? this.#place(node.value);
    const value = this.#place(node.value);
    // A section below its key is shown at the key: its own first line is the line of another key.
    return key !== undefined && value.line > key.line ? key : value;
  }

  #find(path: KeyPath): { readonly node: PositionNode | undefined; readonly depth: number } {
    let node = this.#root;
    let depth = 0;
    for (const key of path) {
      const child = node?.children.get(String(key));
      if (child === undefined) break;
      node = child;
      depth += 1;
    }
    return { node, depth };
  }
}
