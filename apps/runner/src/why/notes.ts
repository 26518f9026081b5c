import { driftOf } from './drift.js';
import type { Findings } from './findings.js';
import { iso } from './iso.js';

/** What a reader must know about the answer before reading it. */
export function notesOf(findings: Findings): readonly string[] {
  return [...placeNotes(findings), ...valueNotes(findings)];
}

/** Where the candle that is shown is not simply the one that was asked for. */
function placeNotes({ question: { askedFor, symbol }, survey, candle, replay }: Findings): readonly string[] {
  const thing = replay.evaluations.length > 0 ? 'evaluation' : 'candle';
  if (askedFor === undefined)
    return survey.newestSignals.has(symbol) ? [] : [`the run has no signal of ${symbol}: its last ${thing} is shown`];
  if (askedFor === candle.at) return [];
  if (askedFor < candle.at) return [`${iso(askedFor)} is before the first ${thing}, which is shown`];
  if (askedFor > survey.endedAt)
    return [`${iso(askedFor)} is after the end of the run, ${iso(survey.endedAt)}: its last ${thing} is shown`];
  return [`the newest ${thing} before ${iso(askedFor)} is shown`];
}

function valueNotes({ survey, differsFrom, candle, chain }: Findings): readonly string[] {
  if (survey.inputs.mode !== 'backtest') {
    const drift = driftOf({ ...candle, row: candle.kept.row }, chain);
    const told = drift.length === 0 ? '' : `; the run saw ${drift.join(', ')}`;
    return [`values recomputed from the start of the data${told}`];
  }
  if (differsFrom === undefined) return [];
  const { id, type, at } = differsFrom;
  return [
    `the replay differs from the run from event ${id} (${type}, ${iso(at)}) on: qbot or a calendar has changed since, values may differ`,
  ];
}
