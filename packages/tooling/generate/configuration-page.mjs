import { fromRunner } from './load.mjs';
import { code, GENERATED, plain, table } from './markdown.mjs';

const INTRODUCTION = `# Configuration

${GENERATED}

A configuration is one YAML file, \`config/services.yaml\` unless \`--config\` names another. Only \`trading.symbols\` and
\`trading.timeframes\` must be written; every other key has a default. An unknown key, a wrong value or a contradiction stops the program
with exit code 3 before anything is started; all problems are told at once, with line, column and the nearest valid key.

The first of these that sets a key wins, and \`qbot config show --origin\` tells for each value which one did:

1. the command line: \`--set risk.max_positions=3\`, \`--data EURUSD=candles.csv\`
2. the environment: \`RISK_MAX_POSITIONS=3\`
3. the configuration file
4. the default

Paths of files are relative to the working directory; the folders of strategies and indicators are relative to the configuration file.
Durations and intervals are in the unit the description names. An editor that knows JSON Schema completes and checks the file: its first
line names \`services.schema.json\`, shipped by \`@q/config\`; strategy files have \`strategy.schema.json\`.`;

const ENVIRONMENT = `## Environment

A variable's name is the path of its key in capitals with \`_\` for \`.\`. An empty variable (\`RISK_MAX_POSITIONS=\`) counts as unset: file or default
hold, as \`qbot config show --origin\` tells. Lists are separated by commas.
Flags are \`true\`, \`1\`, \`yes\`, \`on\` or \`false\`, \`0\`, \`no\`, \`off\`. A value that cannot be read is an error. A variable that nothing
reads but that is nearly the name of one that is gets a warning. Symbols and timeframes have several names, the strongest first.
Sections of names and their values have no variable.`;

/** Every key and every variable, with defaults, from the schema that checks them. */
export async function configurationPage() {
  const { configurationTable, environmentTable, systemJsonSchema } = await fromRunner('@q/config');
  const schema = systemJsonSchema();
  const rows = configurationTable().flatMap((row) => [row, ...rowsInside(row.path, schema)]);
  const keys = table(['Key', 'Takes', 'Default', 'What it is'], rows.map(cells));
  const variables = environmentTable().map(variableCells);
  const environment = table(['Variable', 'Key', 'Takes', 'Default'], variables);
  return [INTRODUCTION, '## Keys', keys, ENVIRONMENT, environment].join('\n\n');
}

/** Of several names for one key only the strongest says what it takes. */
function variableCells({ name, path, type, default: value }, index, all) {
  const stronger = all[index - 1]?.path === path ? all[index - 1].name : undefined;
  return [
    code(name),
    code(path),
    stronger === undefined ? type : `the same, weaker than ${code(stronger)}`,
    code(value),
  ];
}

function cells({ path, type, default: value, description }) {
  return [code(path), type, code(value), plain(description)];
}

/** The keys below a section of names: the table itself ends at the names. */
function rowsInside(path, schema) {
  const found = path.split('.').reduce((nodes, key) => nodes.flatMap((node) => keyOf(node, key)), [schema]);
  return found.flatMap(({ additionalProperties: value }) =>
    alternatives(value).flatMap((one) => leafRows(`${path}.<name>`, one)),
  );
}

function leafRows(path, { properties }) {
  return Object.entries(properties ?? {}).flatMap(([key, node]) => {
    if (node.properties !== undefined) return leafRows(`${path}.${key}`, node);
    const value = node.default === undefined ? '' : JSON.stringify(node.default);
    return [{ path: `${path}.${key}`, type: typeOf(node), default: value, description: node.description ?? '' }];
  });
}

function typeOf(node) {
  if (node.enum !== undefined) return `one of ${node.enum.join(', ')}`;
  if (node.anyOf !== undefined) return node.anyOf.map(typeOf).join(', or ');
  const named = { string: 'text', integer: 'a whole number', number: 'a number', boolean: 'true or false' };
  const bound = node.exclusiveMinimum === undefined ? node.minimum : undefined;
  const range =
    node.exclusiveMinimum !== undefined
      ? ` above ${node.exclusiveMinimum}`
      : bound !== undefined
        ? ` from ${bound}`
        : '';
  return `${named[node.type] ?? node.type}${range}${node.maximum === undefined ? '' : ` to ${node.maximum}`}`;
}

function keyOf(node, key) {
  return alternatives(node).flatMap(({ properties }) =>
    Object.hasOwn(properties ?? {}, key) ? [properties[key]] : [],
  );
}

function alternatives(node) {
  if (node === undefined || node === false) return [];
  return [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])];
}
