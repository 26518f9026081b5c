import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRunner, root } from './load.mjs';
import { code, plain, table, withRegion } from './markdown.mjs';

/** The ten variables of the original system. */
const ORIGINAL_VARIABLES = [
  'TRADING_SYMBOL',
  'TRADING_TIMEFRAMES',
  'RISK_DAILY_LOSS_LIMIT',
  'RISK_MAX_POSITIONS',
  'ORCHESTRATOR_ENABLE_AUTO_RESTART',
  'SERVICES_DATA_FETCHING_ENABLED',
  'SERVICES_INDICATOR_CALCULATION_ENABLED',
  'SERVICES_STRATEGY_EVALUATION_ENABLED',
  'SERVICES_TRADE_EXECUTION_ENABLED',
  'LOGGING_LEVEL',
];

/** The front page with its two generated regions: the example bot and the environment table. */
export async function frontPage() {
  const { environmentTable } = await fromRunner('@q/config');
  const rows = ORIGINAL_VARIABLES.map((name) => {
    const row = environmentTable().find((each) => each.name === name);
    if (row === undefined) throw new Error(`no key of the configuration is read from ${name}`);
    return [code(name), code(row.path), code(row.default) || 'none', plain(row.description)];
  });
  const withTable = withRegion(
    textOf('README.md'),
    'environment',
    table(['Variable', 'Key', 'Default', 'What it is'], rows),
  );
  return withRegion(withTable, 'example', exampleOf('custom-service'));
}

/** A package's page with the example that a test runs. */
export function packageReadme(name, example) {
  return withRegion(textOf(`packages/${name}/README.md`), 'example', exampleOf(example));
}

function exampleOf(name) {
  return `\`\`\`ts\n${textOf(`examples/${name}.ts`).trimEnd()}\n\`\`\``;
}

function textOf(path) {
  return readFileSync(join(root, path), 'utf8');
}
