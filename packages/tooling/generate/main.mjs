import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { configurationPage } from './configuration-page.mjs';
import { eventsPage } from './events-page.mjs';
import { flowPage } from './flow-page.mjs';
import { indicatorsPage } from './indicators-page.mjs';
import { fromRoot, root } from './load.mjs';
import { frontPage, packageReadme } from './readme.mjs';
import { strategySchema, systemSchema } from './schemas.mjs';

/** Every generated file and what makes it. */
const OUTPUTS = {
  'packages/config/schema/services.schema.json': systemSchema,
  'packages/config/schema/strategy.schema.json': strategySchema,
  'docs/configuration.md': configurationPage,
  'docs/events.md': eventsPage,
  'docs/flow.md': flowPage,
  'docs/indicators.md': indicatorsPage,
  'README.md': frontPage,
  'packages/orchestrator/README.md': () => packageReadme('orchestrator', 'backtest'),
};

const { values } = parseArgs({ options: { check: { type: 'boolean' }, out: { type: 'string' } } });
const folder = values.out === undefined ? root : resolve(values.out);
const stale = [];
for (const [path, make] of Object.entries(OUTPUTS)) {
  const file = join(folder, path);
  const text = await formatted(path, await make());
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  stale.push(path);
  if (values.check === true) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const path of stale) console.log(values.check === true ? `stale: ${path}` : `written: ${path}`);
if (values.check === true && stale.length > 0) console.log('Run `npm run generate` and commit what it writes.');
if (values.check === true) process.exitCode = stale.length > 0 ? 1 : 0;

/** As prettier would leave it, so that formatting never makes a file stale. */
async function formatted(path, text) {
  const { default: prettier } = await fromRoot('prettier');
  const file = join(root, path);
  return prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
}
