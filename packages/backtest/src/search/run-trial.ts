import type { SystemConfig } from '@q/config';
import { changeConfig, ConfigError } from '@q/config';
import { timeframeMs } from '@q/events';
import type { BacktestRequest } from '../backtest-request.js';
import { failureWarnings } from '../failure-recorder.js';
import type { SeatedStrategy } from '../proofs/declared-warm-up.js';
import type { Report } from '../report/report.js';
import { report } from '../report/report.js';
import type { ReportMarket } from '../report/report-market.js';
import { reportedRun } from '../report/reported-run.js';
import { searchedFigures } from '../report/searched-figures.js';
import type { BacktestResult } from '../run-backtest.js';
import { runBacktest, runOnUsableData } from '../run-backtest.js';
import type { MakeSearchStrategies } from './code-strategies.js';
import { codeStrategies } from './code-strategies.js';
import type { ParameterValues } from './parameter-values.js';
import { separated } from './parameter-values.js';
import { ConfiguredRestrictions } from '../configured-restrictions.js';
import type { SearchMaterial } from './search-material.js';
import type { TrialOutcome } from './search-line.js';
import { sinceWindow } from './since-window.js';
import { trialFigures } from './trial-figures.js';
import type { ReadingTask } from './trial-lane.js';
import type { TrialWindow } from './trial-window.js';
import { feedStart, restrictedTo } from './trial-window.js';
import { watchedParameters } from './watched-parameters.js';

/** One run of a search. It survives a message to a thread. */
export interface TrialTask {
  readonly parameters: ParameterValues;
  /** Without one, the whole range of the request. */
  readonly window?: TrialWindow;
}

export interface TrialRun {
  readonly result: BacktestResult;
  readonly report: Report;
}

interface RunOfRange {
  readonly result: BacktestResult;
  readonly range: Pick<BacktestRequest, 'from' | 'to'>;
}

/** Runs the trials of one search, in whatever thread it was made. */
export class TrialRunner {
  readonly market: ReportMarket;
  readonly #material: SearchMaterial;
  readonly #makeStrategies: MakeSearchStrategies;
  readonly #restrictions: ConfiguredRestrictions;
  readonly #candles: BacktestRequest['candles'];
  /** Ranges over which a trial has run. */
  readonly #usable = new Set<string>();

  private constructor(material: SearchMaterial, makeStrategies: MakeSearchStrategies) {
    this.#material = material;
    this.#makeStrategies = makeStrategies;
    this.#restrictions = new ConfiguredRestrictions(material.calendarsFolder);
    const bySymbol = material.series.map(({ symbol, ...one }) => [symbol, one] as const);
    this.#candles = Object.fromEntries(
      bySymbol.map(([symbol, { timeframe, columns }]) => [symbol, { timeframe, candles: columns }]),
    );
    this.market = Object.fromEntries(
      bySymbol.map(([symbol, { timeframe, columns }]) => [
        symbol,
        { periodMs: timeframeMs(timeframe), candles: columns },
      ]),
    );
  }

  /** @throws Error where the module of strategies cannot be used */
  static async make(material: SearchMaterial): Promise<TrialRunner> {
    return new TrialRunner(material, await codeStrategies(material.strategiesModule));
  }

  /** Whatever is wrong with a combination is its outcome: it does not end the search. */
  async outcome(task: TrialTask): Promise<TrialOutcome> {
    try {
      const { result, range } = await this.#result(task, (request) => this.#runOver(request));
      // Figures of what it traded all the same would rank it, for what it did not trade.
      const [failure] = result.failures ?? [];
      const [problem] = failureWarnings(result);
      if (problem !== undefined) return { error: failure?.reason ?? problem };
      const run = reportedRun(result, this.market, range);
      return { figures: trialFigures(searchedFigures(result, run, { resamples: 0 })) };
    } catch (error) {
      return { error: messageOf(error) };
    }
  }

  /** The names of parameters that strategies in code read; `undefined` where they could not be made, or run. */
  async asked({ parameters, isRun }: ReadingTask): Promise<readonly string[] | undefined> {
    const names = new Set<string>();
    const make: MakeSearchStrategies = (code, config) => this.#makeStrategies(watchedParameters(code, names), config);
    try {
      if (isRun) await this.#result({ parameters }, (request) => this.#runOver(request), make);
      else {
        const { config, code } = separated(parameters);
        make(code, changeConfig(this.#material.config, config));
      }
      return [...names];
    } catch {
      return undefined;
    }
  }

  /** @throws ConfigError where the parameters give no configuration, and what `runBacktest` throws */
  async run(task: TrialTask): Promise<TrialRun> {
    const { result, range } = await this.#result(task, runBacktest);
    return { result, report: report(result, this.market, range) };
  }

  async #result(
    { parameters, window }: TrialTask,
    runOver: typeof runBacktest,
    make = this.#makeStrategies,
  ): Promise<RunOfRange> {
    const { config: changes, code } = separated(parameters);
    const config = changeConfig(this.#material.config, changes);
    const strategies = make(code, config);
    const { from, to } = window ?? this.#material;
    const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    const whole = await runOver({
      config,
      candles: this.#candles,
      strategies,
      // The data were judged before the first trial, and a window is a part of them.
      allowGaps: true,
      ...range,
      ...this.#rangeOf(config, seatsOf(config, strategies), window),
    });
    const result = window === undefined ? whole : sinceWindow(whole, window.from);
    return { result, range };
  }

  /** No figure of a trial tells of the data: those of a range are judged for the first one only. */
  async #runOver(request: BacktestRequest): Promise<BacktestResult> {
    const range = `${request.from} ${request.to}`;
    if (this.#usable.has(range)) return runOnUsableData(request);
    const result = await runBacktest(request);
    this.#usable.add(range);
    return result;
  }

  /** A run over a window begins before it, so that indicators are warm when it begins. */
  #rangeOf(
    config: SystemConfig,
    seats: readonly SeatedStrategy[],
    window: TrialWindow | undefined,
  ): Pick<BacktestRequest, 'from' | 'restrictionsAt'> {
    const { series } = this.#material;
    const rules = this.#restrictions.of(config);
    if (window === undefined) return rules === undefined ? {} : { restrictionsAt: rules };
    const from = feedStart(seats, { config, series, from: window.from });
    return { from, restrictionsAt: restrictedTo(window, series, rules) };
  }
}

function seatsOf(
  { strategies: { loaded } }: SystemConfig,
  inCode: ReturnType<MakeSearchStrategies>,
): readonly SeatedStrategy[] {
  const enabled = loaded.filter(({ definition }) => definition.activation.enabled);
  return [
    ...enabled.map(({ symbol, definition }) => ({ symbol, strategy: definition })),
    ...Object.entries(inCode).flatMap(([symbol, list]) => list.map((strategy) => ({ symbol, strategy }))),
  ];
}

function messageOf(error: unknown): string {
  if (error instanceof ConfigError)
    return error.problems
      .map(({ path, message }) => (message.includes(path) ? message : `${path}: ${message}`))
      .join('; ');
  return error instanceof Error ? error.message : String(error);
}
