import type { CatalogEntry } from './catalog-entry.js';
import { CATALOG } from './catalog.js';
import type { IndicatorParams } from './check-indicators.js';
import { createIndicator } from './create-indicator.js';
import type { Output } from './indicator.js';
import { columnName } from './indicator.js';
import type { Parameter } from './parameter.js';

export interface IndicatorTableRow {
  readonly name: string;
  readonly description: string;
  readonly formula: string;
  readonly source: CatalogEntry['source'];
  readonly parameters: readonly { readonly name: string; readonly standard: string; readonly allowed: string }[];
  /** Columns of an instance that has the indicator's own name, with what they hold. */
  readonly outputs: readonly { readonly column: string; readonly holds: string }[];
  /** Candles until every output has a value, with the default parameters. */
  readonly warmUp: number;
  /** The parameters that `warmUp` is for, where some have no default. */
  readonly example: IndicatorParams;
}

/** What a reader has to choose where there is no default, as most charts show it. */
const USUAL: Readonly<Record<string, IndicatorParams | undefined>> = {
  stochrsi: { rsi_period: 14, stochrsi_period: 14, k_smooth: 3, d_smooth: 3 },
  sar: { acceleration: 0.02, max_acceleration: 0.2 },
};

/** Everything that the catalog says of each indicator, in its order. */
export function indicatorTable(): readonly IndicatorTableRow[] {
  return Object.entries<CatalogEntry>(CATALOG).map(([name, { description, formula, source, parameters }]) => {
    const example = USUAL[name] ?? {};
    const { outputs, warmUp } = createIndicator(name, example);
    return {
      name,
      description,
      formula,
      source,
      parameters: Object.entries(parameters).map(([parameter, declared]) => ({
        name: parameter,
        standard: declared.default === undefined ? 'must be given' : String(declared.default),
        allowed: allowedOf(declared),
      })),
      outputs: outputs.map((output) => ({ column: columnName(name, output), holds: holdsOf(output) })),
      warmUp,
      example,
    };
  });
}

function allowedOf(parameter: Parameter): string {
  if (parameter.kind === 'choice') return `${parameter.values.join(', ')} (${parameter.description})`;
  const range =
    parameter.kind === 'whole' ? `whole, ${parameter.min} to ${parameter.max}` : `above 0 to ${parameter.max}`;
  return `${range} (${parameter.description})`;
}

function holdsOf({ kind, values }: Output): string {
  return kind === 'text' ? (values ?? []).join(' or ') : kind;
}
