import { fromRunner } from './load.mjs';

/** JSON Schema of a configuration file. */
export async function systemSchema() {
  const { systemJsonSchema } = await fromRunner('@q/config');
  return JSON.stringify(systemJsonSchema());
}

/** JSON Schema of a strategy file, from the schema that checks one. */
export async function strategySchema() {
  const { strategyDefinitionSchema } = await fromRunner('@q/trading');
  const { $schema, ...rest } = strategyDefinitionSchema.toJSONSchema({ io: 'input' });
  return JSON.stringify({ $schema, title: 'Quantronaute strategy', ...rest });
}
