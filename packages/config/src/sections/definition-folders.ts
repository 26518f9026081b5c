import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { isNumberText } from '../value-from-text.js';
import { lineOfText, symbolName } from './fields.js';

/** Where the strategy files are. */
export const strategiesSchema = z.strictObject({
  folder: lineOfText
    .default('strategies')
    .describe('Folder of strategy files <symbol>/*.yaml, relative to the configuration file.'),
});

/** A number, also one in quotes or from the command line, or a word. */
const parameter = z.union([
  z.number(),
  lineOfText.transform((text) => (isNumberText(text, false) ? Number(text) : text)),
]);

/** Instance name to parameters; an instance without parameters has their defaults. */
const instances = z.record(
  z.string(),
  z
    .record(z.string(), parameter)
    .nullable()
    .transform((parameters) => parameters ?? {}),
);

/** Where the indicators are. */
export const indicatorsSchema = z.strictObject({
  folder: lineOfText
    .default('indicators')
    .describe('Folder of indicator files <symbol>/<symbol>_<timeframe>.yaml, relative to the configuration file.'),
  inline: z
    .record(symbolName, z.record(z.string(), instances))
    .default({})
    .describe('Indicators beside those in files: symbol, timeframe in quotes, instance name, parameters.'),
});

export type InlineIndicators = Frozen<z.output<typeof indicatorsSchema>>['inline'];
