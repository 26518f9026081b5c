import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * A package of ours as the runner sees it. They all depend on this one for their scripts,
 * so it cannot depend on them: that would be a circle.
 */
export const fromRunner = loader('apps/runner/package.json');

/** A tool of the workspace's root. */
export const fromRoot = loader('package.json');

function loader(manifest) {
  const require = createRequire(join(root, manifest));
  return (name) => import(pathToFileURL(require.resolve(name)).href);
}
