import type { Candle, Column } from '@q/events';
import { IndicatorRow, RowSchema } from '@q/events';
import type { IndicatorParams } from './check-indicators.js';
import { REGIME } from './check-indicators.js';
import type { BucketOf } from './candle-bucket.js';
import { createIndicator } from './create-indicator.js';
import type { Indicator } from './indicator.js';
import { columnName } from './indicator.js';
import type { RegimeParams } from './regime-params.js';
import type { Regime } from './regime.js';
import { createRegime, REGIME_COLUMNS } from './regime.js';

/** `volume` and `tick_volume` are the same number under the field's name and the original's. */
const CANDLE_COLUMNS: readonly Column[] = ['open', 'high', 'low', 'close', 'volume', 'tick_volume'].map((name) => ({
  name,
  kind: 'number',
}));

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
  readonly #indicators: readonly Indicator[];
  /** A row in which nothing is ready: every cell a number with a fraction, so that its copies are held as such. */
  readonly #blank: readonly number[];

  constructor(instances: Readonly<Record<string, IndicatorParams>>, options: BankOptions) {
    const built = build(instances);
    this.#indicators = built.map(([, indicator]) => indicator);
    // Checked by the regime itself.
    this.regime = options.regime
      ? createRegime((instances[REGIME] ?? {}) as RegimeParams, options.bucketOf)
      : undefined;
    this.schema = new RowSchema(columnsOf(built, options));
    this.#blank = this.schema.columns.map(() => NaN);
    this.warmUp = Math.max(1, this.regime?.warmUp ?? 0, ...this.#indicators.map(({ warmUp }) => warmUp));
  }

  /** Takes the next closed candle. @throws where an indicator refuses it */
  update(candle: Candle): IndicatorRow {
    // A copy of full length is made at once; one that grew by pushing would be made several times.
    const cells = this.#blank.slice();
    cells[0] = candle.open;
    cells[1] = candle.high;
    cells[2] = candle.low;
    cells[3] = candle.close;
    cells[4] = candle.volume;
    cells[5] = candle.volume;
    const indicators = this.#indicators;
    let at = CANDLE_COLUMNS.length;
    for (let index = 0; index < indicators.length; index += 1) {
      const indicator = indicators[index] as Indicator;
      indicator.update(candle);
      const { length } = indicator.outputs;
      for (let output = 0; output < length; output += 1) {
        cells[at] = indicator.cell(output);
        at += 1;
      }
    }
    const regime = this.regime;
    if (regime !== undefined) {
      regime.update(candle);
      cells[at] = regime.cell(0);
      cells[at + 1] = regime.cell(1);
      cells[at + 2] = regime.cell(2);
    }
    return new IndicatorRow(this.schema, cells, candle.closeTime);
  }

  reset(): void {
    for (const indicator of this.#indicators) indicator.reset();
    this.regime?.reset();
  }
}

function build(instances: Readonly<Record<string, IndicatorParams>>): readonly (readonly [string, Indicator])[] {
  const own = Object.entries(instances).filter(([instance]) => instance !== REGIME);
  return own.map(([instance, params]) => [instance, createIndicator(instance, params ?? {})] as const);
}

function columnsOf(built: readonly (readonly [string, Indicator])[], options: BankOptions): readonly Column[] {
  const own = built.flatMap(([instance, { outputs }]) =>
    outputs.map((output): Column => {
      const column = { name: columnName(instance, output), kind: output.kind };
      return output.values === undefined ? column : { ...column, values: output.values };
    }),
  );
  return [...CANDLE_COLUMNS, ...own, ...(options.regime ? REGIME_COLUMNS : [])];
}
