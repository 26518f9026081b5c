import { report } from '../report/report.js';
import type { Figure, NotAvailable } from '../report/figure.js';
import { isNotAvailable } from '../report/figure.js';
import { joinedRun } from './joined-run.js';
import type { TrialRun } from './run-trial.js';
import { searchContests } from './search-contests.js';
import type { TrialRecord } from './search-line.js';
import type { SearchRequest } from './search-request.js';
import type { SearchSetup } from './search-setup.js';
import { dataOf, setUpSearch } from './search-setup.js';
import type { SearchWindow, Span } from './search-windows.js';
import { searchWindows } from './search-windows.js';
import type { TrialFigures } from './trial-figures.js';
import { trialFigures } from './trial-figures.js';
import { walkForwardEfficiency } from './walk-forward-efficiency.js';

/** One window: what was best in sample, and what it made out of sample. */
export interface WalkForwardWindow extends SearchWindow {
  readonly index: number;
  /** The best trial in sample; where none has the figure that is looked for, why, and nothing is traded. */
  readonly best: TrialRecord | NotAvailable;
  /** Out of sample; of a window that was not traded there are none. */
  readonly figures: TrialFigures | NotAvailable;
  /** Account currency: the end of one window is the start of the next. */
  readonly startEquity: number;
  readonly endEquity: number;
}

export interface WalkForwardOutcome {
  readonly isComplete: boolean;
  readonly total: number;
  readonly trials: readonly TrialRecord[];
  /** Empty where the search is not complete. */
  readonly windows: readonly WalkForwardWindow[];
  /** The out-of-sample parts as one run; its range is that of the parts. */
  readonly joined?: TrialRun & Span;
  readonly efficiencyPercent: Figure;
  /** End of the data that no whole window reaches, ms. */
  readonly unusedMs: number;
}

/**
 * Searches window after window, and trades the best of each on the data right behind it, which the search has not seen. A window begins with
 * the equity that the one before ended with and without its positions: those that are open are closed with its last candle but one.
 * @throws what `optimize` throws, and Error where the data hold no window
 */
export async function walkForward(request: SearchRequest): Promise<WalkForwardOutcome> {
  const setup = await setUpSearch(request);
  const { settings, span } = setup;
  const planned = searchWindows(span, settings.walkforward);
  const contests = planned.map(({ inSample }, window) => ({ ...inSample, window }));
  const { total, trials, ranked } = await searchContests('walkforward', request, { setup, contests });
  const unusedMs = span.to - (planned.at(-1)?.outOfSample.to ?? span.to);
  const na = { na: 'the search is not complete' };
  if (ranked === undefined) return { isComplete: false, total, trials, windows: [], efficiencyPercent: na, unusedMs };
  const { windows, joined } = await tradeWindows(planned, ranked, setup);
  const efficiencyPercent = walkForwardEfficiency(windows.map(profitsOf));
  return {
    isComplete: true,
    total,
    trials,
    windows,
    ...(joined === undefined ? {} : { joined }),
    efficiencyPercent,
    unusedMs,
  };
}

async function tradeWindows(
  planned: readonly SearchWindow[],
  ranked: readonly (readonly TrialRecord[])[],
  { runner, material }: SearchSetup,
): Promise<Pick<WalkForwardOutcome, 'windows' | 'joined'>> {
  const windows: WalkForwardWindow[] = [];
  const runs: TrialRun[] = [];
  let equity: number = material.config.account.balance;
  for (const [index, window] of planned.entries()) {
    const best = bestOf(ranked[index], equity);
    const idle = { index, ...window, best, startEquity: equity, endEquity: equity };
    if (isNotAvailable(best)) {
      windows.push({ ...idle, figures: { na: 'it was not traded' } });
      continue;
    }
    const { from, to } = window.outOfSample;
    const parameters = { ...best.parameters, 'account.balance': equity };
    const run = await runner.run({ parameters, window: { from, to, endsFlat: true } });
    runs.push(run);
    equity = run.report.equity.final;
    windows.push({ ...idle, figures: trialFigures(run.report), endEquity: equity });
  }
  const [from, to] = [planned[0]?.outOfSample.from ?? NaN, planned.at(-1)?.outOfSample.to ?? NaN];
  if (runs.length === 0) return { windows };
  const data = dataOf(material, { from, to, allowGaps: true });
  const result = { ...joinedRun(runs.map((run) => run.result)), data };
  return { windows, joined: { result, report: report(result, runner.market, { from, to }), from, to } };
}

function bestOf(ranking: readonly TrialRecord[] = [], equity: number): TrialRecord | NotAvailable {
  const [best] = ranking;
  if (!(equity > 0)) return { na: 'nothing was left to trade with' };
  if (best === undefined) return { na: 'there was no trial' };
  if (!isNotAvailable(best.objective)) return best;
  return { na: best.error ?? best.objective.na };
}

function profitsOf({ inSample, outOfSample, best, figures }: WalkForwardWindow) {
  const within = 'figures' in best ? best.figures?.net_profit_percent : undefined;
  return {
    inSample,
    outOfSample,
    inSamplePercent: within ?? { na: 'it was not searched' },
    outOfSamplePercent: isNotAvailable(figures) ? figures : figures.net_profit_percent,
  };
}
