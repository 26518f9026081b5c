import { catalogEntry, INDICATOR_NAMES } from './catalog.js';
import { findParameterProblems } from './check-parameters.js';
import type { DefinedIndicator } from './define-indicator.js';
import { findContractProblems } from './find-contract-problems.js';
import { rowColumns } from './indicator-bank.js';
import { indicatorCoreOf } from './indicator-core-of.js';
import type { IndicatorCore } from './indicator.js';
import { columnName } from './indicator.js';
import type { Given } from './parameter.js';
import { addRegistered, isRegistered } from './registered-indicators.js';

/** What else a name can mean: the regime, and what stands before the name of a column. */
const TAKEN = ['regime', 'previous', 'signal', 'tick'];

/**
 * Makes a bot's own indicator known by its name, to the whole process: in indicator files, in rules, in checks and in `createIndicator`. Where all
 * of its parameters have defaults it is run once over invented candles, and has to keep what every indicator promises. Each worker thread has
 * to register it, too. A definition that is already there stays there.
 * @returns its undo
 * @throws Error where the name is taken, or it breaks its contract
 */
export function registerIndicator(indicator: DefinedIndicator): () => void {
  const { description, formula, parameters } = indicator;
  if (!isRegistered(indicator)) demandSound(indicator);
  const create = (given: Given): IndicatorCore => indicatorCoreOf(indicator, given);
  return addRegistered(indicator, { description, formula, source: 'bot', parameters, create });
}

function demandSound(indicator: DefinedIndicator): void {
  const { name, parameters, outputs } = indicator;
  const fail = (what: string): never => {
    throw new Error(`indicator "${name}": ${what}`);
  };
  const isOurs = (INDICATOR_NAMES as readonly string[]).includes(name);
  if (isOurs || catalogEntry(name) !== undefined)
    fail(`there is ${isOurs ? 'one of that name in the catalog' : 'another one of that name'}: give it another name`);
  if (TAKEN.includes(name)) fail('the name has a meaning of its own in rules: give it another one');
  const columns = outputs.map((output) => columnName(name, output));
  const inRows = rowColumns({}, { regime: true }).map((column) => column.name);
  const twice = columns.find((column) => inRows.includes(column));
  if (twice !== undefined) fail(`every row has a column "${twice}": give it another name`);
  if (findParameterProblems(name, parameters, {}).length > 0) return;
  const [problem] = findContractProblems(indicator);
  if (problem !== undefined) fail(problem);
}
