import * as z from 'zod';
import { descriptionOf } from './schema-facts.js';
import { shapeOf, type SchemaShape } from './schema-shape.js';

/** The schema of the key that chooses between variants: it may name each of them, the first is the default. */
export function variantChoice({ by, variants }: SchemaShape & { kind: 'variants' }): z.ZodType {
  const names = [...variants.keys()];
  const [first] = variants.values();
  const shape = first === undefined ? undefined : shapeOf(first);
  const declared = shape?.kind === 'section' ? shape.keys[by] : undefined;
  return z
    .enum(names)
    .default(names[0] ?? '')
    .describe(declared === undefined ? '' : descriptionOf(declared));
}
