import { nearest } from '@q/trading';
import type { ParameterValues } from './parameter-values.js';
import { separated } from './parameter-values.js';
import { SearchError } from './search-error.js';
import type { TrialLane } from './trial-lane.js';

/** One parameter may decide whether another is read, so that one combination does not tell. */
const MOST_MADE = 64;

/**
 * A parameter of strategies in code that none of them reads changes nothing: the search would rank equals. They are made with some of the
 * combinations; only where one stays unread, the first that can be is run as well, as `evaluate` may read it.
 * @throws SearchError naming what is not read, and the nearest of what is
 */
export async function demandReadParameters(
  candidates: readonly ParameterValues[],
  lane: Pick<TrialLane, 'asked'>,
): Promise<void> {
  const names = Object.keys(separated(candidates[0] ?? {}).code);
  const asked = new Set<string>();
  const unread = (): string | undefined => names.find((name) => !asked.has(name));
  let first: ParameterValues | undefined;
  for (const parameters of spread(candidates)) {
    if (unread() === undefined) return;
    const found = await lane.asked({ parameters, isRun: false });
    found?.forEach((name) => asked.add(name));
    if (found !== undefined) first ??= parameters;
  }
  // What is wrong with every combination is told by their trials.
  if (first === undefined || unread() === undefined) return;
  (await lane.asked({ parameters: first, isRun: true }))?.forEach((name) => asked.add(name));
  const name = unread();
  if (name !== undefined) throw new SearchError(unreadText(name, [...asked]));
}

/** The first and some of the others, at even distances. */
function spread(candidates: readonly ParameterValues[]): readonly ParameterValues[] {
  const step = Math.ceil(candidates.length / MOST_MADE);
  return candidates.filter((_, index) => index % step === 0);
}

function unreadText(name: string, asked: readonly string[]): string {
  const meant = nearest(name, asked);
  const known = asked.map((one) => `code.${one}`).join(', ');
  const which = known === '' ? 'they read none' : `they read ${known}`;
  const suggestion = meant === undefined ? '.' : `: did you mean code.${meant}?`;
  return `no strategy in code reads code.${name} (${which})${suggestion} Remove it, or read it where strategies are made`;
}
