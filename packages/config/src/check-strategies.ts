import { findStrategyProblems, rowColumns } from '@q/trading';
import { problemInText } from './config-text.js';
import type { WrittenStrategy } from './load-strategies.js';
import type { ConfigProblem } from './problems/config-problem.js';
import type { LoadedIndicators } from './system-config.js';

export interface StrategySetting {
  readonly timeframes: readonly string[];
  readonly indicators: readonly LoadedIndicators[];
  /** Rows kept of each timeframe; `undefined` where that cannot be read. */
  readonly rowsKept: number | undefined;
}

/** What is wrong with strategies among the timeframes, indicators and rows that there are, each at its line. */
export function checkStrategies(
  strategies: readonly WrittenStrategy[],
  { timeframes, indicators, rowsKept }: StrategySetting,
): readonly ConfigProblem[] {
  return strategies.flatMap(({ symbol, definition, text }) => {
    const columnsOf = (timeframe: string): ReturnType<typeof rowColumns> | undefined => {
      if (!timeframes.includes(timeframe)) return undefined;
      const found = indicators.find((each) => each.symbol === symbol && each.timeframe === timeframe);
      return rowColumns(found?.instances ?? {}, { regime: true });
    };
    const wrong = findStrategyProblems(definition, columnsOf, rowsKept === undefined ? {} : { rowsKept });
    return wrong.map((each) => problemInText({ kind: 'strategy-file', at: 'value', ...each }, text));
  });
}
