import { escapeControls } from './control-characters.js';
import { correlationIdFormat } from './correlation-id.js';
import { exceptionOf, exceptionText, plainText } from './exception-text.js';
import { NO_CORRELATION_ID, type LogFormatter, type LogRecord } from './log-record.js';
import { createRedactor, type Redactor } from './redactor.js';
import { remember } from './remember.js';
import { secondTexts } from './second-text.js';

export interface TextFormatterOptions {
  /** Shows the bracket with the first 8 characters of the id; on unless switched off. */
  readonly includeCorrelationIds?: boolean | undefined;
  /** Values that must not appear in any line. */
  readonly secrets?: readonly string[] | undefined;
}

const KEPT_TEXTS = 1_000;

/**
 * `[2025-01-06 10:15:30.123] [a1b2c3d4] [Service] INFO logger: message`, in UTC; fields are not shown, an exception
 * follows on lines of its own. Control characters are shown escaped, so that a record cannot forge another one.
 */
export class TextFormatter implements LogFormatter {
  readonly #redact: Redactor;
  readonly #moment = secondTexts();
  readonly #name: (name: string) => string;
  readonly #id: (correlationId: string) => string;

  constructor({ includeCorrelationIds = true, secrets }: TextFormatterOptions = {}) {
    const redact = createRedactor(secrets);
    this.#redact = redact;
    this.#name = remember(KEPT_TEXTS, (name) => escapeControls(redact(name)));
    this.#id = includeCorrelationIds
      ? remember(KEPT_TEXTS, (id) => `[${escapeControls(correlationIdFormat(redact(id)))}] `)
      : () => '';
  }

  format(record: LogRecord): string {
    const { second, micros } = this.#moment(record.timeMicros);
    const id = this.#id(record.correlationId ?? NO_CORRELATION_ID);
    const service = record.service === undefined ? '' : `[${this.#name(record.service)}] `;
    return (
      `[${second.replace('T', ' ')}.${micros.slice(0, 3)}] ${id}${service}${record.level} ${this.#name(record.logger)}: ` +
      escapeControls(this.#redact(messageText(record.message))) +
      this.#exception(record)
    );
  }

  #exception(record: LogRecord): string {
    const error = exceptionOf(record.fields);
    if (error === undefined) return '';
    const lines = this.#redact(exceptionText(error)).split(/\r?\n/);
    return lines.map((line) => `\n${unlikeRecord(escapeControls(line))}`).join('');
  }
}

function messageText(message: unknown): string {
  return typeof message === 'string' ? message : plainText(message);
}

/** A record begins with a bracket; a line of an exception never does. */
function unlikeRecord(line: string): string {
  return line.startsWith('[') ? ` ${line}` : line;
}
