import type * as z from 'zod';
import type { KeyPath } from './key-path.js';
import { isMap } from './sections/cross-check.js';
import { shapeOf } from './schema-shape.js';
import { variantChoice } from './variant-choice.js';

/** The schema at a path, given the value that chooses between variants; `undefined` where the path leads nowhere. */
export function schemaAt(schema: z.core.$ZodType, path: KeyPath, value: unknown): z.core.$ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const next = childOf(schema, key, value);
  return next === undefined ? undefined : schemaAt(next, rest, itemOf(value, key));
}

/** The keys a section may have there, `undefined` where any key may stand. */
export function keysOf(schema: z.core.$ZodType, value: unknown): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const shape = shapeOf(schema);
  if (shape.kind === 'section') return shape.keys;
  if (shape.kind === 'variants') {
    const variant = shape.variants.get(variantName(schema, value) ?? '');
    return variant === undefined ? undefined : keysOf(variant, value);
  }
  const option = shape.kind === 'either' ? shape.options.find((each) => shapeOf(each).kind === 'section') : undefined;
  return option === undefined ? undefined : keysOf(option, value);
}

/** The variant a value chooses; the first one where it does not say. */
export function variantName(schema: z.core.$ZodType, value: unknown): string | undefined {
  const shape = shapeOf(schema);
  if (shape.kind !== 'variants') return undefined;
  const chosen = itemOf(value, shape.by);
  if (chosen === undefined) return shape.variants.keys().next().value;
  return typeof chosen === 'string' ? chosen : undefined;
}

export function itemOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function childOf(schema: z.core.$ZodType, key: string | number, value: unknown): z.core.$ZodType | undefined {
  const shape = shapeOf(schema);
  if (shape.kind === 'map' || shape.kind === 'list') return shape.item;
  if (shape.kind === 'variants' && key === shape.by) return variantChoice(shape);
  const keys = keysOf(schema, value);
  if (keys !== undefined && Object.hasOwn(keys, key)) return keys[key];
  if (shape.kind !== 'variants') return undefined;
  const others = [...shape.variants.values()].map((variant) => keysOf(variant, value) ?? {});
  return others.find((each) => Object.hasOwn(each, key))?.[key];
}
