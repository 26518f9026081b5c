import type * as z from 'zod';
import { shapeOf } from './schema-shape.js';
import { variantChoice } from './variant-choice.js';

/** A key of the configuration that holds a value and not a section. */
export interface Leaf {
  readonly path: readonly string[];
  readonly schema: z.core.$ZodType;
}

/** Every leaf of a schema in the order of the file; of variants, the keys of all. A map of names is one leaf. */
export function leavesOf(schema: z.core.$ZodType, path: readonly string[] = []): readonly Leaf[] {
  const shape = shapeOf(schema);
  if (shape.kind === 'section') {
    return Object.entries(shape.keys).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  }
  if (shape.kind !== 'variants') return [{ path, schema }];
  const leaves = [...shape.variants.values()].flatMap((variant) => leavesOf(variant, path));
  const names = leaves.map((leaf) => leaf.path.join('.'));
  const distinct = leaves.filter((_, index) => names.indexOf(names[index] ?? '') === index);
  return distinct.map((leaf) => (leaf.path.at(-1) === shape.by ? { ...leaf, schema: variantChoice(shape) } : leaf));
}
