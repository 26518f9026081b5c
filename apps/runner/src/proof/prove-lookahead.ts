import type { LookaheadMethod, LookaheadViolation, ProofRequest } from '@q/backtest';
import { checkLookahead } from '@q/backtest';
import type { Arguments } from '../arguments.js';
import { iso } from '../why/iso.js';
import { decisionLine, decisionRow } from './decision-text.js';
import type { ProofContext, Proved } from './proved.js';
import { shownViolations } from './proved.js';

export async function proveLookahead(
  request: ProofRequest,
  { cuts }: Arguments,
  { onProgress }: ProofContext,
): Promise<Proved> {
  const limit = cuts === undefined ? {} : { limit: cuts };
  const { ok, checkedCuts, decisions, violations } = await checkLookahead(request, { ...limit, onProgress });
  const count = `${checkedCuts} cuts, ${decisions.toLocaleString('en-US')} decisions compared`;
  const lines = ok
    ? [`ok         lookahead    ${count}`]
    : [...shownViolations(violations, linesOf), `failed     lookahead    ${violations.length} violations; ${count}`];
  const row = { checked_cuts: checkedCuts, decisions, violations: violations.map(violationRow) };
  return { ok, lines, row };
}

const OTHER_RUN: Readonly<Record<LookaheadMethod, readonly [what: string, remedy: string]>> = {
  removed: ['without the candles behind', 'it looks at candles that had not closed: let it read its view only'],
  changed: ['with other prices behind', 'it looks at candles that had not closed: let it read its view only'],
  moved: [
    'with the same candles 28 years later',
    'it looks its decisions up by date: give it no candles of its own, let it read its view only',
  ],
  repeated: ['run once more', 'it remembers a former run: keep what it counts inside of what is made for each run'],
};

function linesOf({ method, cutAt, symbol, strategy, whole, truncated }: LookaheadViolation): readonly string[] {
  const [what, remedy] = OTHER_RUN[method];
  return [
    `violation  ${symbol} ${strategy} at ${iso(cutAt)}, ${what}`,
    `  whole    ${decisionLine(whole)}`,
    `  ${method.padEnd(8)} ${decisionLine(truncated)}`,
    `  remedy   ${remedy}`,
  ];
}

function violationRow({ method, cutAt, symbol, strategy, whole, truncated }: LookaheadViolation): object {
  const about = { method, cut_at: iso(cutAt), symbol, strategy };
  return { ...about, whole: decisionRow(whole), truncated: decisionRow(truncated) };
}
