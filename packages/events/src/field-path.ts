import { wordsOf } from './json-bytes.js';

/** How many names may still be learnt: all are forgotten then. */
export interface NameBudget {
  left: number;
}

/**
 * The names of the fields of an object in the order in which they come, as JSON: objects of one kind follow the same path, and their names need
 * not be looked up one by one. All stand beside each other in memory, as most of them are not in the processor when an event is written.
 */
export class FieldPath {
  readonly #budget: NameBudget;
  readonly names: string[] = [];
  /** How many names there are: asked first, as a place behind the last one would make every comparison of names a slow one. */
  count = 0;
  /** How many bytes a name takes, with the comma before it and its colon. */
  readonly lengths: number[] = [];
  /** The bytes, eight in each; a name begins with a word of its own. */
  words = new Float64Array(64);
  #wordCount = 0;
  /** Where other objects left this path, and where to: what comes before is the same there. */
  readonly #turns: { readonly at: number; readonly path: FieldPath }[] = [];
  /** Paths of the objects inside, by the place of the field. */
  readonly #inner: (FieldPath | undefined)[] = [];

  constructor(budget: NameBudget) {
    this.#budget = budget;
  }

  /** The path of an object that has another name at a place than this one. */
  turn(at: number, name: string): FieldPath {
    if (at === this.count) {
      this.#add(name);
      return this;
    }
    for (const turn of this.#turns) if (turn.at === at && turn.path.names[at] === name) return turn.path;
    const path = new FieldPath(this.#budget);
    for (let place = 0; place < at; place += 1) path.#add(this.names[place] as string);
    path.#add(name);
    this.#turns.push({ at, path });
    return path;
  }

  /** The path of the object in a field. */
  inner(at: number): FieldPath {
    return (this.#inner[at] ??= new FieldPath(this.#budget));
  }

  #add(name: string): void {
    this.#budget.left -= 1;
    const { words, length } = wordsOf(`${this.count === 0 ? '' : ','}${JSON.stringify(name)}:`);
    if (this.#wordCount + words.length > this.words.length) {
      const wider = new Float64Array(2 * (this.#wordCount + words.length));
      wider.set(this.words);
      this.words = wider;
    }
    this.words.set(words, this.#wordCount);
    this.#wordCount += words.length;
    this.names.push(name);
    this.count += 1;
    this.lengths.push(length);
  }
}
