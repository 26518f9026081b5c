import type { Candle, CellValue } from '@q/events';
import type { Output } from './indicator.js';
import { MAIN_OUTPUT } from './indicator.js';
import type { Given, Parameter } from './parameter.js';

/** What a bot's own indicator computes with. It sees each closed candle once, in order. */
export interface IndicatorInCode {
  /** Candles until every output has its first value; at least 1. */
  readonly warmUp: number;
  update(candle: Candle): void;
  /** The newest value of an output by its name (`''` is the main one), `undefined` until it is ready; never NaN or without end. */
  value(output: string): CellValue | undefined;
}

/** An indicator as it is written in code. */
export interface IndicatorDefinition {
  /** What files call it: small letters and digits, for the text behind the first `_` of an instance is the user's. */
  readonly name: string;
  readonly description: string;
  /** How it is computed, where the description alone leaves a choice. */
  readonly formula?: string;
  /** Those that a file may set; none where they are left out. */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** Its columns; one number under the name of the instance where they are left out. */
  readonly outputs?: readonly Output[];
  /** Makes one that has seen nothing; called for every instance of it, and again for a new beginning. */
  readonly create: (given: Given) => IndicatorInCode;
}

/** A definition that is complete, and sound as far as that can be seen without running it. */
export type DefinedIndicator = Required<IndicatorDefinition>;

const NAME = /^[a-z][a-z0-9]*$/;

/**
 * Checks a bot's own indicator. `registerIndicator` makes it known: then files and strategies name it like one of the catalog.
 * @throws Error naming what is wrong with it
 */
export function defineIndicator(definition: IndicatorDefinition): DefinedIndicator {
  const { name, description, formula = '', parameters = {}, outputs = [MAIN_OUTPUT], create } = definition;
  if (!NAME.test(name))
    throw new Error(
      `indicator "${name}": a name is small letters and digits and begins with a letter, such as myrange`,
    );
  const fail = (what: string): never => {
    throw new Error(`indicator "${name}": ${what}`);
  };
  if (typeof description !== 'string' || description === '') fail('description must say what it is');
  if (typeof create !== 'function') fail('create must be a function that makes one');
  if (outputs.length === 0) fail('outputs must name at least one output, or be left out');
  const [twice] = outputs.filter((one, index) => outputs.some((other, at) => at < index && isSameColumn(one, other)));
  if (twice !== undefined)
    fail(`outputs "${twice.name}" and another have one column: give them a prefix or a suffix, such as "_upper"`);
  const wordless = outputs.find(({ kind, values = [] }) => kind === 'text' && values.length === 0);
  if (wordless !== undefined) fail(`output "${wordless.name}" is a text: values must list its words`);
  return { name, description, formula, parameters, outputs, create };
}

function isSameColumn(a: Output, b: Output): boolean {
  return a.name === b.name || ((a.prefix ?? '') === (b.prefix ?? '') && (a.suffix ?? '') === (b.suffix ?? ''));
}
