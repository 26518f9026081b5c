import type { Column } from '@q/events';
import { numberOfText } from './numeric-text.js';
import type { Condition, Operator } from './strategy-schema.js';

/** Compares the cells of a signal and of a value; NaN, which stands for "not ready", makes every operator false. */
export type Compare = (left: number, right: number) => boolean;

export type Relation = '>' | '>=' | '<' | '<=' | '==' | '!=';

/** What an operator asks of one moment; crosses and changes ask it of two. */
const RELATION: Readonly<Record<Exclude<Operator, 'in' | 'not_in'>, Relation>> = {
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  '==': '==',
  '!=': '!=',
  crosses_above: '>',
  crosses_below: '<',
  changes_to: '==',
  remains: '==',
};

const NUMBERS: Readonly<Record<Relation, Compare>> = {
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right && !Number.isNaN(left) && !Number.isNaN(right),
};

/** How a condition compares the cells of its columns; `undefined` where they have nothing in common. */
export function comparison(
  condition: Pick<Condition, 'operator' | 'value'>,
  signal: Column,
  target: Column | undefined,
): Compare | undefined {
  if (target !== undefined) return betweenColumns(condition.operator, signal, target);
  return signal.kind === 'text' ? withTexts(condition, signal) : withNumbers(condition, signal);
}

/** What a condition asks of two numbers; `undefined` where it asks something else, or of texts. */
export function relationOf(
  { operator, value }: Pick<Condition, 'operator' | 'value'>,
  signal: Column,
  target: Column | undefined,
): Relation | undefined {
  if (operator === 'in' || operator === 'not_in' || signal.kind === 'text' || target?.kind === 'text') return undefined;
  return target === undefined && Array.isArray(value) ? undefined : RELATION[operator];
}

function betweenColumns(operator: Operator, signal: Column, target: Column): Compare | undefined {
  if (operator === 'in' || operator === 'not_in') return undefined;
  const relation = RELATION[operator];
  if (signal.kind !== 'text' && target.kind !== 'text') return NUMBERS[relation];
  if (signal.kind !== target.kind) return undefined;
  const [left, right] = [lowered(signal), lowered(target)];
  return (a, b) => textsRelate(left[a], right[b], relation);
}

/** A text column against fixed texts: decided beforehand for each value that the column can have. */
function withTexts({ operator, value }: Pick<Condition, 'operator' | 'value'>, signal: Column): Compare | undefined {
  const wanted = [value].flat().map((one) => String(one).toLowerCase());
  const truths = lowered(signal).map((text) => {
    if (operator === 'in') return wanted.includes(text);
    if (operator === 'not_in') return !wanted.includes(text);
    return textsRelate(text, wanted[0], RELATION[operator]);
  });
  return (cell) => truths[cell] === true;
}

function withNumbers({ operator, value }: Pick<Condition, 'operator' | 'value'>, signal: Column): Compare | undefined {
  const wanted = [value].flat().map((one) => numericValue(one, signal));
  const known = wanted.filter((one) => one !== undefined);
  if (known.length < wanted.length) return undefined;
  if (operator === 'in') return (cell) => known.includes(cell);
  if (operator === 'not_in') return (cell) => !Number.isNaN(cell) && !known.includes(cell);
  return NUMBERS[RELATION[operator]];
}

/** A number, a flag, or either written as text. */
export function numericValue(value: unknown, { kind }: Column): number | undefined {
  if (typeof value === 'number') return value;
  const text = String(value).toLowerCase();
  if (kind === 'flag' || typeof value === 'boolean') {
    if (text === 'true') return 1;
    if (text === 'false') return 0;
  }
  return numberOfText(text);
}

function textsRelate(left: string | undefined, right: string | undefined, relation: Relation): boolean {
  if (left === undefined || right === undefined) return false;
  if (left === right) return relation === '==' || relation === '>=' || relation === '<=';
  if (relation === '!=') return true;
  return left > right ? relation === '>' || relation === '>=' : relation === '<' || relation === '<=';
}

function lowered({ values = [] }: Column): readonly string[] {
  return values.map((text) => text.toLowerCase());
}
