import * as z from 'zod';
import { systemSchema } from './system-schema.js';

/** The JSON Schema of a configuration file, for editors; made from the schema that checks it. */
export function systemJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(systemSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // Every whole number carries the bounds of exact integers, which tell an editor nothing.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: 'Quantronaute configuration',
    ...rest,
  };
}
