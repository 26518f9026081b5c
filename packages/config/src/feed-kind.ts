import { formatPath } from './key-path.js';
import { keysOf, schemaAt, variantName } from './schema-path.js';
import { isMap } from './sections/cross-check.js';
import type { Settings } from './settings.js';
import { systemSchema } from './system-schema.js';

/**
 * Where the environment or the command line chooses another kind of feed, the file's keys of its own kind are set aside.
 * Gives a warning for each, so that nobody wonders why a key has no effect.
 */
export function setAsideOtherFeed(settings: Settings): readonly string[] {
  const feed = settings.value['feed'];
  const chosenBy = settings.originOf(['feed', 'kind']);
  const schema = schemaAt(systemSchema, ['feed'], settings.value);
  if (schema === undefined || !isMap(feed) || chosenBy.kind === 'default' || chosenBy.kind === 'file') return [];
  const known = keysOf(schema, feed) ?? {};
  return Object.keys(feed).flatMap((key) => {
    const path = ['feed', key];
    const origin = settings.originOf(path);
    const belongsElsewhere =
      origin.kind === 'file' && !Object.hasOwn(known, key) && schemaAt(schema, [key], feed) !== undefined;
    if (!belongsElsewhere) return [];
    settings.remove(path);
    const kind = variantName(schema, feed);
    return [`${formatPath(path)} (${origin.text}) is not used: ${chosenBy.text} makes the feed ${kind}`];
  });
}
