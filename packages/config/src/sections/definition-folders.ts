import { findIndicatorProblems } from '@q/trading';
import * as z from 'zod';
import type { Frozen } from '../frozen.js';
import { isNumberText } from '../value-from-text.js';
import { lineOfText, moduleFiles, symbolName } from './fields.js';

/** Where the strategy files are. */
export const strategiesSchema = z.strictObject({
  folder: lineOfText
    .default('strategies')
    .describe('Folder of strategy files <symbol>/*.yaml, relative to the configuration file.'),
  modules: moduleFiles(
    'Files with strategies in code, relative to the configuration file; they lie in its project and export a list of strategies and symbols.',
  ),
});

const parameters = z.record(z.string(), z.union([z.number(), lineOfText]));

/** Instance name to parameters; an instance without parameters has their defaults. */
const instances = z
  .record(z.string(), parameters.nullable())
  .transform((all) =>
    Object.fromEntries(Object.entries(all).map(([instance, given]) => [instance, withNumbers(instance, given ?? {})])),
  );

/** Where the indicators are. */
export const indicatorsSchema = z.strictObject({
  folder: lineOfText
    .default('indicators')
    .describe('Folder of indicator files <symbol>/<symbol>_<timeframe>.yaml, relative to the configuration file.'),
  modules: moduleFiles(
    'Files with own indicators in code, relative to the configuration file; each exports a list of indicators, which files then name.',
  ),
  inline: z
    .record(symbolName, z.record(z.string(), instances))
    .default({})
    .describe('Indicators beside those in files: symbol, timeframe in quotes, instance name, parameters.'),
});

export type InlineIndicators = Frozen<z.output<typeof indicatorsSchema>>['inline'];

/** A number may come in quotes, or from the command line, which knows texts only; a parameter that is a word keeps its text. */
function withNumbers(instance: string, given: z.output<typeof parameters>): z.output<typeof parameters> {
  const wrong = findIndicatorProblems({ [instance]: given }).map(({ path }) => path[1]);
  const read = Object.entries(given).map(([name, value]): [string, string | number] => {
    const isNumber = typeof value === 'string' && wrong.includes(name) && isNumberText(value, false);
    return [name, isNumber ? Number(value) : value];
  });
  return Object.fromEntries(read);
}
