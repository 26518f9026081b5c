import { fromRunner } from './load.mjs';
import { code, GENERATED, plain, table } from './markdown.mjs';

const INTRODUCTION = `# Indicators

${GENERATED}

What a file \`config/indicators/<symbol>/<symbol>_<timeframe>.yaml\` can name, and a rule can use. The text before the first \`_\` of a name is
the indicator, the rest is yours: \`ema_fast: { period: 12 }\`. Columns are named after the whole name: \`rsi_slow\` gives \`rsi_slow\` and
\`signal_rsi_slow\`. A parameter that is not written has its default. Before its warm-up is over an indicator has no value, and no condition
on it is true. The warm-up below is in candles, with the default parameters.

Each is our own code or one of technicalindicators, wrapped so that its faults stay inside
([decision 0011](decisions/0011-technicalindicators.md)).`;

const PATTERNS = `## Candlestick patterns

True on the candle that completes the pattern. "Near" is within a thousandth of the price. None takes parameters.`;

const REGIME = `## Regime

A row has \`regime\`, \`regime_confidence\` and \`is_transition\` where somebody looks at them: always while changes of the regime are told, which is the default. An instance named \`regime\` among the indicators of a symbol and timeframe
sets these, as in \`regime: { warm_up: 200, higher_timeframe: '240' }\`; in code, \`createRegime\` takes them.`;

const LEFT_OUT = `## Left out

What technicalindicators offers and the catalog does not.`;

/** Every indicator with its parameters, columns, warm-up and convention, from the catalog itself. */
export async function indicatorsPage() {
  const { indicatorTable, LEFT_OUT: leftOut, REGIME_PARAMETERS } = await fromRunner('@q/indicators');
  const rows = indicatorTable();
  const isPattern = ({ outputs }) => outputs.every(({ holds }) => holds === 'flag');
  const indicators = rows.filter((row) => !isPattern(row)).map(indicatorSection);
  const patterns = rows.filter(isPattern).map(({ name, description, formula, warmUp, source }) => {
    return [code(name), plain(description), plain(formula), String(warmUp), source];
  });
  const regime = Object.entries(REGIME_PARAMETERS).map(([name, parameter]) => {
    return [code(name), code(String(parameter.default)), plain(parameter.description)];
  });
  const missing = Object.entries(leftOut).map(([name, { reason }]) => [code(name), `it ${plain(reason)}`]);
  return [
    INTRODUCTION,
    ...indicators,
    PATTERNS,
    table(['Name', 'Pattern', 'Where', 'Candles', 'Source'], patterns),
    REGIME,
    table(['Parameter', 'Default', 'What it is'], regime),
    LEFT_OUT,
    table(['Name', 'Why'], missing),
  ].join('\n\n');
}

function indicatorSection({ name, description, formula, source, parameters, outputs, warmUp, example }) {
  const columns = outputs.map(({ column, holds }) => `${code(column)}${holds === 'number' ? '' : ` (${holds})`}`);
  const given = Object.entries(example).map(([key, value]) => `${key} ${value}`);
  const facts = [
    `- **Columns**: ${columns.join(', ')}`,
    `- **Formula**: ${plain(formula)}`,
    `- **Warm-up**: ${warmUp}${given.length === 0 ? '' : ` with ${given.join(', ')}`}`,
    `- **Source**: ${source}`,
  ];
  const rows = parameters.map((one) => [code(one.name), one.standard, plain(one.allowed)]);
  const parts = [`## ${name}`, `${plain(upperFirst(description))}.`, facts.join('\n')];
  return [...parts, ...(rows.length === 0 ? [] : [table(['Parameter', 'Default', 'Allowed'], rows)])].join('\n\n');
}

function upperFirst(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
