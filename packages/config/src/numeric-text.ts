import type * as z from 'zod';
import { isMap } from './sections/cross-check.js';
import { keysOf } from './schema-path.js';
import { shapeOf } from './schema-shape.js';
import { isNumberText } from './value-from-text.js';

/** Reads numbers that were written in quotes, as the original system did. Changes the value in place. */
export function readNumericText(schema: z.core.$ZodType, value: unknown): void {
  if (!isMap(value)) return;
  const section = value as Record<string, unknown>;
  const shape = shapeOf(schema);
  const keys = keysOf(schema, value);
  for (const [key, inner] of Object.entries(section)) {
    const named = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;
    const child = shape.kind === 'map' ? shape.item : named;
    if (child === undefined) continue;
    const innerShape = shapeOf(child);
    const isNumber = innerShape.kind === 'number' && typeof inner === 'string' && isNumberText(inner, innerShape.whole);
    if (isNumber) section[key] = Number(inner);
    else readNumericText(child, inner);
  }
}
