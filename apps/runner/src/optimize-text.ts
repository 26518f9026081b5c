import type { Figure, TrialRecord } from '@q/backtest';
import { tableLines } from './report-verb.js';

/** So many trials are printed. */
const SHOWN = 10;
const FIGURES = ['net_profit_percent', 'max_drawdown_percent', 'trades', 'profit_factor', 'sharpe'] as const;
const HEADS = ['net %', 'drawdown %', 'trades', 'factor', 'sharpe'];

/** The best trials with their figures and parameters. */
export function rankingLines(ranking: readonly TrialRecord[], objective: string): readonly string[] {
  const shown = ranking.slice(0, SHOWN);
  const paths = shortPaths(Object.keys(shown[0]?.parameters ?? {}));
  const rows = shown.map(({ objective: value, figures, parameters }, at) => [
    `${at + 1}`,
    figure(value),
    ...FIGURES.map((name) => (figures === undefined ? '' : figure(figures[name]))),
    ...Object.values(parameters).map(String),
  ]);
  const more = ranking.length - shown.length;
  return [...tableLines(['#', objective, ...HEADS, ...paths], rows), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** As many keys of each path as tell it from the others. */
export function shortPaths(paths: readonly string[]): readonly string[] {
  const ends = (path: string, keys: number): string => path.split('.').slice(-keys).join('.');
  return paths.map((path) => {
    for (let keys = 2; ; keys += 1) {
      const short = ends(path, keys);
      if (short === path || paths.every((other) => other === path || ends(other, keys) !== short)) return short;
    }
  });
}

export function figure(value: Figure): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : 'n/a';
}
