import type * as z from 'zod';
import { expectationOf } from './schema-facts.js';
import { shapeOf } from './schema-shape.js';
import { suggestValue } from './problems/suggest-value.js';

export type TextValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string; readonly suggestion?: string | undefined };

const TRUE_TEXT = ['true', '1', 'yes', 'on'];
const FALSE_TEXT = ['false', '0', 'no', 'off'];
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const WHOLE = /^[+-]?\d+$/;

/** Reads the text of an environment variable or option as the value its key holds. Bounds are the schema's. */
export function valueFromText(schema: z.core.$ZodType, text: string): TextValue {
  const shape = shapeOf(schema);
  const refuse = (): TextValue => ({
    ok: false,
    reason: `must be ${expectationOf(schema)}, got ${JSON.stringify(text)}`,
    suggestion: suggestValue(schema, text),
  });
  switch (shape.kind) {
    case 'flag': {
      const word = text.toLowerCase();
      if (TRUE_TEXT.includes(word)) return { ok: true, value: true };
      return FALSE_TEXT.includes(word) ? { ok: true, value: false } : refuse();
    }
    case 'number':
      return isNumberText(text, shape.whole) ? { ok: true, value: Number(text) } : refuse();
    case 'list':
      return listFromText(shape.item, text);
    case 'section':
    case 'variants':
    case 'map':
      return { ok: false, reason: `is ${expectationOf(schema)}: name one of them` };
    case 'either':
    case 'choice':
    case 'text':
    case 'any':
      return { ok: true, value: text };
  }
}

/** Whether the whole text is a number; a whole number has no decimal point. */
export function isNumberText(text: string, whole: boolean): boolean {
  return (whole ? WHOLE : NUMBER).test(text) && Number.isFinite(Number(text));
}

function listFromText(item: z.core.$ZodType, text: string): TextValue {
  const values: unknown[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const result: TextValue =
      part === '' ? { ok: false, reason: 'has an empty item: remove the extra comma' } : valueFromText(item, part);
    if (!result.ok) return result;
    values.push(result.value);
  }
  return { ok: true, value: values };
}
