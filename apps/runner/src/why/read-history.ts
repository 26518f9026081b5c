import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { CellValue, IndicatorsCalculatedEvent, TradingEvent } from '@q/events';
import { EXIT } from '../exit-codes.js';
import { RunRecordError } from './run-record-error.js';

/** The first record of a run: what went into it. */
export interface RunInputs {
  readonly record: 'inputs';
  readonly mode: string;
  /** `sha256:` and the hash of what decides in the configuration. */
  readonly config: string;
  /** Symbol to what identifies its candles. */
  readonly data: Readonly<Record<string, string>>;
  /** First open of the data, ms UTC; missing in histories of earlier versions. */
  readonly from?: number;
}

interface Envelope {
  readonly id: number;
  readonly at: number;
  readonly correlationId: string;
  readonly causationId: number;
}

/** A row as it survives JSON: column to value, `null` where it was not ready. */
type KeptRow = { readonly row: Readonly<Record<string, CellValue | null>> };

/** An event as a history keeps it. */
export type KeptEvent = Envelope &
  (Exclude<TradingEvent, IndicatorsCalculatedEvent> | (Omit<IndicatorsCalculatedEvent, 'row'> & KeptRow));

export type KeptOf<T extends KeptEvent['type']> = Extract<KeptEvent, { readonly type: T }>;

/** What a history says of itself. */
export interface HistorySurvey {
  readonly inputs: RunInputs;
  /** Line of the inputs, from 1: a file that was continued holds several runs, the last of them counts. */
  readonly line: number;
  /** First and last instant of its events, ms UTC. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** Close of the candle that decided the newest signal of each symbol. */
  readonly newestSignals: ReadonlyMap<string, number>;
  /** The symbol of the newest signal of all. */
  readonly newestSymbol: string | undefined;
}

/** Looks through a history once. It is only read: whoever still writes it is not disturbed. @throws RunRecordError */
export async function surveyHistory(file: string): Promise<HistorySurvey> {
  let survey: HistorySurvey | undefined;
  for await (const { line, record } of records(file, { after: 0 })) {
    if (record['record'] === 'inputs') {
      // The record is the one that `openHistory` writes.
      const inputs = record as unknown as RunInputs;
      survey = {
        inputs,
        line,
        startedAt: Infinity,
        endedAt: -Infinity,
        newestSignals: new Map(),
        newestSymbol: undefined,
      };
    } else if (survey !== undefined) survey = withEvent(survey, eventOf(record));
  }
  if (survey === undefined) throw new RunRecordError(`${file} is no history: its first record, the inputs, is missing`);
  if (survey.endedAt === -Infinity) throw new RunRecordError(`${file} holds no events yet: wait for the first cycle`);
  return survey;
}

function withEvent(survey: HistorySurvey, event: KeptEvent): HistorySurvey {
  const { startedAt, endedAt } = survey;
  const seen = { ...survey, startedAt: Math.min(startedAt, event.at), endedAt: Math.max(endedAt, event.at) };
  if (event.type !== 'EntrySignal' && event.type !== 'ExitSignal') return seen;
  const { symbol, decidedAt } = event;
  return { ...seen, newestSignals: new Map([...survey.newestSignals, [symbol, decidedAt]]), newestSymbol: symbol };
}

export interface HistoryLine {
  readonly event: KeptEvent;
  readonly text: string;
}

/**
 * The events of a run in the order of its history.
 * @param containing only lines with this text are parsed
 */
export async function* readHistory(
  file: string,
  { line: after }: HistorySurvey,
  containing?: string,
): AsyncGenerator<HistoryLine> {
  for await (const { record, text } of records(file, { after, containing })) yield { event: eventOf(record), text };
}

/** A history is written by `eventToRecord`: what has an id and a type is an event as it was published. */
function eventOf(record: Readonly<Record<string, unknown>>): KeptEvent {
  return record as unknown as KeptEvent;
}

interface Line {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly record: Readonly<Record<string, unknown>>;
}

interface Wanted {
  /** Lines to leave out at the beginning. */
  readonly after: number;
  readonly containing?: string | undefined;
}

/** The records of a file. A last line that was not written to its end is left out, as it is when a history is continued. */
async function* records(file: string, { after, containing = '' }: Wanted): AsyncGenerator<Line> {
  let line = 0;
  let broken: number | undefined;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    line += 1;
    if (broken !== undefined)
      throw new RunRecordError(`${file}:${broken} is no record: repair or remove that line`, EXIT.state);
    if (line <= after || !text.includes(containing)) continue;
    const record = parsed(text);
    if (record === undefined) broken = line;
    else yield { line, text, record };
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord = typeof value === 'object' && value !== null && ('record' in value || 'id' in value);
    return isRecord ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
