import type { Envelope } from './envelope.js';
import type { JsonBytes, Words } from './json-bytes.js';
import { wordsOf } from './json-bytes.js';

const [ID, AT, CAUSATION_ID] = [wordsOf('{"id":'), wordsOf(',"at":'), wordsOf(',"causationId":')];
/** As long as what events of a cycle have in common commonly is. */
const KEPT_WORDS = 8;
const KEPT_BYTES = 8 * KEPT_WORDS;

/** The type of an event with its name before it, and the name of the correlation id. */
export function typeWords(type: string): Words {
  return wordsOf(`,"type":${JSON.stringify(type)},"correlationId":`);
}

/**
 * Writes what stands in a line before the fields of an event. The time and the correlation id that were written last are kept with the names
 * around them: what follows from one event mostly has them in common.
 */
export class EventHead {
  readonly #json: JsonBytes;
  #at = NaN;
  readonly #atWords = new Float64Array(KEPT_WORDS);
  #atLength = 0;
  #origin: number | string | undefined;
  readonly #chainWords = new Float64Array(KEPT_WORDS);
  #chainLength = 0;

  constructor(json: JsonBytes) {
    this.#json = json;
  }

  /** @param type made with `typeWords` */
  write(envelope: Envelope, type: Words): void {
    const { id, at, origin, causationId } = envelope;
    const json = this.#json;
    json.words(ID.words, 0, ID.length);
    json.number(id);
    if (at === this.#at) json.words(this.#atWords, 0, this.#atLength);
    else this.#writeAt(at);
    json.words(type.words, 0, type.length);
    if (origin === this.#origin) json.words(this.#chainWords, 0, this.#chainLength);
    else this.#writeChain(envelope);
    json.number(causationId);
  }

  #writeAt(at: number): void {
    const json = this.#json;
    const start = json.length;
    json.words(AT.words, 0, AT.length);
    json.number(at);
    this.#at = at;
    this.#atLength = json.length - start;
    json.keep(start, this.#atWords);
  }

  #writeChain({ origin, correlationId }: Envelope): void {
    const json = this.#json;
    const start = json.length;
    json.text(correlationId);
    json.words(CAUSATION_ID.words, 0, CAUSATION_ID.length);
    const length = json.length - start;
    if (length > KEPT_BYTES) return;
    this.#origin = origin;
    this.#chainLength = length;
    json.keep(start, this.#chainWords);
  }
}
