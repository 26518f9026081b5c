import type { SystemConfig } from '@q/config';
import { findImpossibleRules, rowColumns, sessionCalendar } from '@q/trading';

/** A rule of a loaded strategy that can never hold. */
export interface ImpossibleRule {
  readonly strategy: string;
  readonly symbol: string;
  readonly file: string;
  /** Where in the file, such as `entry.long.conditions.1`. */
  readonly path: string;
  readonly message: string;
}

/** The rules of all strategies that can never hold among the indicators and trading hours of their symbols. */
export function impossibleRules({ strategies, indicators, instruments }: SystemConfig): readonly ImpossibleRule[] {
  const calendar = sessionCalendar(Object.values(instruments));
  return strategies.loaded.flatMap(({ symbol, file, definition }) => {
    const found = findImpossibleRules(definition, {
      columnsOf(timeframe) {
        const own = indicators.loaded.find((one) => one.symbol === symbol && one.timeframe === timeframe);
        return rowColumns(own?.instances ?? {}, { regime: true });
      },
      isOpen: (instant) => calendar.isOpen(symbol, instant),
      session: instruments[symbol]?.session ?? 'always',
    });
    return found.map(({ path, message }) => ({
      strategy: definition.name,
      symbol,
      file,
      path: path.join('.'),
      message,
    }));
  });
}

export function impossibleRuleText({ strategy, symbol, file, path, message }: ImpossibleRule): string {
  return `${file} ${path}: strategy ${strategy} (${symbol}), ${message}`;
}
