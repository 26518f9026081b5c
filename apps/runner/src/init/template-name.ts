import { UsageError } from '../arguments.js';

/** What a new thing is called, in the three spellings that its files need. */
export interface TemplateName {
  /** `close-range`: the files. */
  readonly kebab: string;
  /** `closeRange`: the code. */
  readonly camel: string;
  /** `closerange`: an indicator in files, where the text behind a `_` belongs to whoever names an instance. */
  readonly plain: string;
}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;

/** @throws UsageError where it is no name for a file of its own */
export function templateName(text: string | undefined, what: string): TemplateName {
  if (text === undefined) throw new UsageError(`new ${what} needs a name, such as: qbot new ${what} my-first`);
  if (!KEBAB.test(text) || text.length > LONGEST)
    throw new UsageError(
      `"${text}" is no name for a ${what}: small letters, digits and single dashes, at most ${LONGEST}, such as my-first`,
    );
  const [first = '', ...others] = text.split('-');
  const camel = first + others.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('');
  return { kebab: text, camel: RESERVED.has(camel) ? `${camel}One` : camel, plain: text.replaceAll('-', '') };
}

/** Words that cannot name a constant, and names that the templates use themselves. */
const RESERVED = new Set(
  `await break case catch class const continue debugger default delete do else enum export extends false finally for function
  if implements import in instanceof interface let new null package private protected public return static super switch this
  throw true try typeof var void while with yield arguments eval undefined assert test line candle candles signals
  definition evaluate`.split(/\s+/),
);
