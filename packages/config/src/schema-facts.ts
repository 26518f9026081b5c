import * as z from 'zod';
import { shapeOf } from './schema-shape.js';

/** The sentence that describes a value; empty where there is none. */
export function descriptionOf(schema: z.core.$ZodType): string {
  const found = wrappers(schema).find((layer) => z.globalRegistry.get(layer)?.description !== undefined);
  return (found && z.globalRegistry.get(found)?.description) ?? '';
}

/** The default of a value, `undefined` where it has none. */
export function defaultOf(schema: z.core.$ZodType): unknown {
  const found = wrappers(schema).find((layer) => layer instanceof z.ZodDefault);
  return found instanceof z.ZodDefault ? found.def.defaultValue : undefined;
}

/** What may be written, in words: `a whole number from 1 to 60`. */
export function expectationOf(schema: z.core.$ZodType): string {
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case 'flag':
      return 'true or false';
    case 'text':
      return 'text';
    case 'any':
      return 'a value';
    case 'choice':
      return shape.options.length === 1 ? `${shape.options[0]}` : `one of ${shape.options.join(', ')}`;
    case 'number':
      return `a ${shape.whole ? 'whole ' : ''}number${rangeOf(shape)}`;
    case 'list':
      return `a list, each item ${expectationOf(shape.item)}`;
    case 'map':
      return 'a section of names and their values';
    case 'either':
      return shape.options.map(expectationOf).join(', or ');
    case 'section':
      return `a section with the keys ${Object.keys(shape.keys).join(', ')}`;
    case 'variants':
      return `a section with ${shape.by}: ${[...shape.variants.keys()].join(' or ')}`;
  }
}

interface Range {
  readonly min: number;
  readonly max: number;
  readonly open: boolean;
}

function rangeOf({ min, max, open }: Range): string {
  if (min === -Infinity) return max === Infinity ? '' : ` of at most ${max}`;
  if (max === Infinity) return open ? ` above ${min}` : ` of at least ${min}`;
  return ` from ${min} to ${max}`;
}

function wrappers(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return [schema, ...wrappers(schema.unwrap())];
  }
  return schema instanceof z.ZodPipe ? [schema, ...wrappers(schema.in)] : [schema];
}
