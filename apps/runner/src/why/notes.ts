import type { CellValue } from '@q/events';
import type { Findings } from './findings.js';
import { iso } from './iso.js';

/** Relative difference below which two values are the same to a reader. */
const TINY = 1e-6;

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
    const drift = driftOf(candle, chain);
    const told = drift.length === 0 ? '' : `; the run saw ${drift.join(', ')}`;
    return [`values recomputed from the start of the data${told}`];
  }
  if (differsFrom === undefined) return [];
  const { id, type, at } = differsFrom;
  return [
    `the replay differs from the run from event ${id} (${type}, ${iso(at)}) on: qbot or a calendar has changed since, values may differ`,
  ];
}

/** Where the row that the run kept has other values than the recomputed one. */
function driftOf({ symbol, timeframe, at, kept }: Findings['candle'], chain: Findings['chain']): readonly string[] {
  const candle = chain.find(
    (event) => event.type === 'NewCandle' && event.timeframe === timeframe && event.candle.closeTime === at,
  );
  const row = chain.find((event) => event.type === 'IndicatorsCalculated' && event.causationId === candle?.id);
  if (row?.type !== 'IndicatorsCalculated' || row.symbol !== symbol) return [];
  return Object.entries(row.row)
    .filter(([column, value]) => isOther(value, kept.row.value(column) ?? null))
    .map(([column, value]) => `${column} ${String(value)}`);
}

function isOther(a: CellValue | null, b: CellValue | null): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a !== b;
  return Math.abs(a - b) > TINY * Math.max(Math.abs(a), Math.abs(b));
}
