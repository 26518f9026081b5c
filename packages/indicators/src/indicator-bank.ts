import type { Candle, CandlesAhead, Column, IndicatorRow, StretchRows } from '@q/events';
import { RowSchema, RowStrip } from '@q/events';
import { catalogEntry } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { REGIME } from './check-indicators.js';
import type { BucketOf } from './candle-bucket.js';
import type { StreamingIndicator } from './create-indicator.js';
import { refuseBadCandle, streamingIndicator } from './create-indicator.js';
import type { IndicatorCore } from './indicator.js';
import { columnName, writeCells } from './indicator.js';
import type { RegimeParams } from './regime-params.js';
import type { Regime } from './regime.js';
import { createRegime, REGIME_COLUMNS } from './regime.js';
import { updateRun, writeCandles } from './update-run.js';

/** `volume` and `tick_volume` are the same number under the field's name and the original's. */
const CANDLE_COLUMNS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume', 'tick_volume'].map((name) => ({
  name,
  kind: 'number',
}));

const STRIP_ROWS = 544;
/** The same where rows are calculated ahead: thousands come then, of a single series, and a strip costs more to begin than a hundred rows do. */
const AHEAD_ROWS = 2_080;
/** Rows that a new strip has in common with the one before it, so that most of what looks back from its first new row finds it there. */
const SHARED_ROWS = 32;

export interface BankOptions {
  readonly regime: boolean;
  /** Where the candles of a regime's higher timeframe begin and end; on the UTC grid where it is left out. */
  readonly bucketOf?: BucketOf;
}

/** The columns of a row: the candle's own, those of each instance in the order they are configured, and the regime's. */
export function rowColumns(
  instances: Readonly<Record<string, IndicatorParams>>,
  options: BankOptions,
): readonly Column[] {
  return columnsOf(build(instances), options);
}

/** All indicators of one (symbol, timeframe): a candle in, a row out. An instance `regime` sets the parameters of the regime. */
export class IndicatorBank {
  readonly schema: RowSchema;
  /** Candles until every column has a value. */
  readonly warmUp: number;
  readonly regime: Regime | undefined;
  /** Whether rows may be calculated before their candles are published: a bot's own indicator may tell the difference. */
  readonly runsAhead: boolean;
  readonly #indicators: readonly StreamingIndicator[];
  #cores: readonly IndicatorCore[];
  /** Rows that were calculated: those before `#next` were given out. */
  #strip: RowStrip;
  #room = STRIP_ROWS;
  #isAhead = false;
  #next = 0;
  #calculated = 0;

  constructor(instances: Readonly<Record<string, IndicatorParams>>, options: BankOptions) {
    const built = build(instances);
    this.#indicators = built.map(([, indicator]) => indicator);
    this.#cores = this.#indicators.map(({ core }) => core);
    // Checked by the regime itself.
    this.regime = options.regime
      ? createRegime((instances[REGIME] ?? {}) as RegimeParams, options.bucketOf)
      : undefined;
    this.schema = new RowSchema(columnsOf(built, options));
    this.runsAhead = built.every(([instance]) => catalogEntry(instance)?.source !== 'bot');
    this.#strip = new RowStrip(this.schema, STRIP_ROWS);
    this.warmUp = Math.max(1, this.regime?.warmUp ?? 0, ...this.#indicators.map(({ warmUp }) => warmUp));
  }

  /** Takes the next closed candle. @throws where an indicator refuses it */
  update(candle: Candle): IndicatorRow {
    if (this.#next === this.#calculated) this.#calculate(candle);
    const place = this.#next;
    this.#demand(place, candle.closeTime);
    this.#next = place + 1;
    return this.#strip.row(place);
  }

  /** Calculates the rows of the next candles; `update` or `passed` give them out. @returns where they are, and how many there are: at least one */
  ahead(candles: CandlesAhead): StretchRows & { readonly count: number } {
    const { strip, first, count, periodMs } = candles;
    this.#isAhead = true;
    if (this.#next === this.#calculated && this.#next + count > this.#room) this.#begin();
    const from = this.#next;
    const end = Math.min(from + count, this.#room);
    if (this.#calculated < end) this.#calculateAll(candles, end);
    this.#demand(from, (strip.openTime[first] ?? NaN) + periodMs);
    return { strip: this.#strip, from, count: end - from };
  }

  /**
   * Calculates the row of a candle that comes after so many others that were foreseen already. @returns where it is; `undefined` where there is no
   * room for it beside rows that were not given out
   */
  foresee(candle: Candle, after: number): StretchRows | undefined {
    if (after > 0 && this.#next + after >= this.#room) return undefined;
    if (this.#next + after === this.#calculated) this.#calculate(candle);
    const from = this.#next + after;
    this.#demand(from, candle.closeTime);
    return { strip: this.#strip, from };
  }

  /** Where the row is that was given out last. */
  get newest(): StretchRows {
    return { strip: this.#strip, from: this.#next - 1 };
  }

  /** The next so many rows are given out. */
  passed(count: number): void {
    this.#next += count;
  }

  #begin(): void {
    const former = this.#strip;
    this.#room = this.#isAhead ? AHEAD_ROWS : STRIP_ROWS;
    this.#strip = new RowStrip(this.schema, this.#room);
    const shared = Math.min(SHARED_ROWS, this.#next);
    this.#strip.copyFrom(former, this.#next - shared, shared);
    this.#next = shared;
    this.#calculated = shared;
  }

  #calculate(candle: Candle): void {
    if (this.#calculated === this.#room) this.#begin();
    const { cells, closeTimes, width } = this.#strip;
    refuseBadCandle(candle);
    const from = this.#calculated * width;
    let at = from + CANDLE_COLUMNS.length;
    for (const core of this.#cores) {
      core.update(candle);
      writeCells(cells, at, core.cells);
      at += core.cells.length;
    }
    if (this.regime !== undefined) {
      this.regime.update(candle);
      writeCells(cells, at, this.regime.cells);
    }
    cells[from] = candle.open;
    cells[from + 1] = candle.high;
    cells[from + 2] = candle.low;
    cells[from + 3] = candle.close;
    cells[from + 4] = candle.volume;
    cells[from + 5] = candle.volume;
    closeTimes[this.#calculated] = candle.closeTime;
    this.#calculated += 1;
  }

  /** The rows up to a place. An indicator of the catalog keeps no candle, and each goes over all of them before the next. */
  #calculateAll({ strip: candles, first: next, periodMs, cursor }: CandlesAhead, until: number): void {
    const { cells, closeTimes, width } = this.#strip;
    const first = next + this.#calculated - this.#next;
    const end = next + until - this.#next;
    let at = this.#calculated * width;
    writeCandles({ candles, first, end, cells, at, width }, cursor);
    at += CANDLE_COLUMNS.length;
    for (const core of this.#cores) {
      updateRun(core, { candles, first, end, cells, at, width }, cursor);
      at += core.cells.length;
    }
    this.regime?.updateAll({ candles, first, end, cells, at, width });
    const { openTime } = candles;
    const shift = this.#calculated - first;
    for (let row = first; row < end; row += 1) closeTimes[row + shift] = (openTime[row] as number) + periodMs;
    this.#calculated = until;
  }

  #demand(place: number, closeTime: number): void {
    const calculated = this.#strip.closeTimes[place];
    if (calculated !== closeTime)
      throw new Error(
        `the row that was calculated closes at ${calculated}, the candle at ${closeTime}: a candle was left out`,
      );
  }

  reset(): void {
    this.#next = 0;
    this.#begin();
    for (const indicator of this.#indicators) indicator.reset();
    this.#cores = this.#indicators.map(({ core }) => core);
    this.regime?.reset();
  }
}

function build(
  instances: Readonly<Record<string, IndicatorParams>>,
): readonly (readonly [string, StreamingIndicator])[] {
  const own = Object.entries(instances).filter(([instance]) => instance !== REGIME);
  return own.map(([instance, params]) => [instance, streamingIndicator(instance, params ?? {})] as const);
}

function columnsOf(built: readonly (readonly [string, StreamingIndicator])[], options: BankOptions): readonly Column[] {
  const own = built.flatMap(([instance, { outputs }]) =>
    outputs.map((output): Column => {
      const column = { name: columnName(instance, output), kind: output.kind };
      return output.values === undefined ? column : { ...column, values: output.values };
    }),
  );
  return [...CANDLE_COLUMNS, ...own, ...(options.regime ? REGIME_COLUMNS : [])];
}
