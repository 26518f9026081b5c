import * as z from 'zod';
import { lineOfText } from './fields.js';

/** Where the strategy files are. */
export const strategiesSchema = z.strictObject({
  folder: lineOfText
    .default('strategies')
    .describe('Folder of strategy files <symbol>/*.yaml, relative to the configuration file.'),
});

/** Where the indicator files are. */
export const indicatorsSchema = z.strictObject({
  folder: lineOfText
    .default('indicators')
    .describe('Folder of indicator files <symbol>/<symbol>_<timeframe>.yaml, relative to the configuration file.'),
});
