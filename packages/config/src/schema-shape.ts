import * as z from 'zod';

/** What a schema says about a value, without the wrappers around it. */
export type SchemaShape =
  | { readonly kind: 'section'; readonly keys: Readonly<Record<string, z.core.$ZodType>> }
  | { readonly kind: 'variants'; readonly by: string; readonly variants: ReadonlyMap<string, z.core.$ZodType> }
  | { readonly kind: 'map'; readonly item: z.core.$ZodType }
  | { readonly kind: 'list'; readonly item: z.core.$ZodType }
  | { readonly kind: 'either'; readonly options: readonly z.core.$ZodType[] }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min: number;
      readonly max: number;
      readonly open: boolean;
    }
  | { readonly kind: 'flag' | 'text' | 'any' };

const shapes = new WeakMap<z.core.$ZodType, SchemaShape>();

export function shapeOf(schema: z.core.$ZodType): SchemaShape {
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = readShape(bareSchema(schema));
  shapes.set(schema, shape);
  return shape;
}

function readShape(schema: z.core.$ZodType): SchemaShape {
  if (schema instanceof z.ZodObject) return { kind: 'section', keys: schema.shape };
  if (schema instanceof z.ZodDiscriminatedUnion) return variantsOf(schema);
  if (schema instanceof z.ZodUnion) return { kind: 'either', options: schema.options };
  if (schema instanceof z.ZodRecord) return { kind: 'map', item: schema.valueType };
  if (schema instanceof z.ZodArray) return { kind: 'list', item: schema.element };
  if (schema instanceof z.ZodEnum) return { kind: 'choice', options: schema.options.map(String) };
  if (schema instanceof z.ZodLiteral) return { kind: 'choice', options: [...schema.values].map(String) };
  if (schema instanceof z.ZodNumber) return numberShape(schema);
  if (schema instanceof z.ZodBoolean) return { kind: 'flag' };
  return { kind: schema instanceof z.ZodString ? 'text' : 'any' };
}

function numberShape(schema: z.ZodNumber): SchemaShape {
  const whole = schema.isInt;
  const bound = (value: number | null, none: number) =>
    value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? none : value;
  const min = bound(schema.minValue, -Infinity);
  const open = !schema.safeParse(min).success && Number.isFinite(min);
  return { kind: 'number', whole, min, max: bound(schema.maxValue, Infinity), open };
}

function variantsOf(schema: z.ZodDiscriminatedUnion): SchemaShape {
  const by = schema.def.discriminator;
  const variants = new Map<string, z.core.$ZodType>();
  for (const option of schema.options) {
    const shape = shapeOf(option);
    const key = shape.kind === 'section' ? shape.keys[by] : undefined;
    const name = key === undefined ? undefined : shapeOf(key);
    if (name?.kind === 'choice') name.options.forEach((value) => variants.set(value, option));
  }
  return { kind: 'variants', by, variants };
}

/** Strips defaults and the like; of a conversion, the side that says what may be written. */
function bareSchema(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return bareSchema(schema.unwrap());
  }
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly || schema instanceof z.ZodLazy) {
    return bareSchema(schema.unwrap());
  }
  if (schema instanceof z.ZodPipe) return bareSchema(schema.out instanceof z.ZodTransform ? schema.in : schema.out);
  return schema;
}
