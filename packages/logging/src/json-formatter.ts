import { exceptionText, isError, plainText } from './exception-text.js';
import { jsonString } from './json-string.js';
import { jsonValues, type JsonValues } from './json-value.js';
import type { LogFields } from './logger.js';
import { NO_CORRELATION_ID, type LogFormatter, type LogRecord } from './log-record.js';
import { createRedactor, type Redactor } from './redactor.js';
import { remember } from './remember.js';
import { secondTexts } from './second-text.js';

export interface JsonFormatterOptions {
  /** 24 hex characters; with an id of 8 hex characters it makes the `trace_id` of 32. */
  readonly runId?: string | undefined;
  /** Values that must not appear in any line. */
  readonly secrets?: readonly string[] | undefined;
}

const KEPT_TEXTS = 1_000;
const RUN_ID = /^[0-9a-f]{24}$/;
const SHORT_ID = /^[0-9a-f]{8}$/;
const OWN_KEYS: ReadonlySet<string> = new Set([
  'timestamp',
  'level',
  'logger',
  'message',
  'correlation_id',
  'trace_id',
  'service',
  'exception',
]);

/**
 * One JSON object per record, plain ASCII, in the form of Python's `json.dumps`. Fields that have no JSON text are
 * left out; one that is named like a key of the line's own gets an underscore behind its name.
 */
export class JsonFormatter implements LogFormatter {
  readonly #redact: Redactor;
  readonly #values: JsonValues;
  readonly #moment = secondTexts();
  readonly #name: (name: string) => string;
  readonly #ids: (correlationId: string) => string;

  /** @throws RangeError if the run id is not 24 hex characters. */
  constructor({ runId, secrets = [] }: JsonFormatterOptions = {}) {
    if (runId !== undefined && !RUN_ID.test(runId)) {
      throw new RangeError(`The run id "${runId}" is not 24 lower-case hex characters.`);
    }
    const redact = createRedactor(secrets);
    this.#redact = redact;
    this.#values = jsonValues(redact, new Set(secrets));
    this.#name = remember(KEPT_TEXTS, (name) => jsonString(redact(name)));
    this.#ids = remember(KEPT_TEXTS, (id) => {
      const own = `"correlation_id": ${jsonString(redact(id))}`;
      return runId !== undefined && SHORT_ID.test(id) ? `${own}, "trace_id": "${runId}${id}"` : own;
    });
  }

  format(record: LogRecord): string {
    const { second, micros } = this.#moment(record.timeMicros);
    const service = record.service === undefined ? '' : `, "service": ${this.#name(record.service)}`;
    const fields = record.fields === undefined ? '' : this.#fields(record.fields);
    return (
      `{"timestamp": "${second}.${micros}+00:00", "level": "${record.level}", "logger": ${this.#name(record.logger)}, ` +
      `"message": ${this.#text(record.message)}, ${this.#ids(record.correlationId ?? NO_CORRELATION_ID)}${service}${fields}}`
    );
  }

  #text(text: unknown): string {
    return jsonString(this.#redact(typeof text === 'string' ? text : plainText(text)));
  }

  #fields(fields: LogFields): string {
    let exception = '';
    let extras = '';
    for (const key of Object.keys(fields)) {
      const error = exception === '' && (key === 'error' || key === 'exception') ? errorAt(fields, key) : undefined;
      if (error === undefined) extras += this.#extra(fields, key);
      else exception = `, "exception": ${this.#text(exceptionText(error))}`;
    }
    return exception + extras;
  }

  #extra(fields: LogFields, key: string): string {
    try {
      const entry = this.#values.entry(freeKey(key, fields), fields[key]);
      return entry === undefined ? '' : `, ${entry}`;
    } catch {
      return '';
    }
  }
}

function errorAt(fields: LogFields, key: string): Error | undefined {
  try {
    const value = fields[key];
    return isError(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function freeKey(key: string, fields: LogFields): string {
  if (!OWN_KEYS.has(key)) return key;
  let free = `${key}_`;
  while (Object.hasOwn(fields, free)) free += '_';
  return free;
}
