import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BestTrial, Figure, OptimizeOutcome } from '@q/backtest';
import { optimize, reportText } from '@q/backtest';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { trialsToCsv, writeSearchReport } from './optimize-files.js';
import { takeoverLines, takeovers } from './optimize-parameters.js';
import type { AskedSearch, SearchContext } from './optimize-search.js';
import { askedSearch, resumeText } from './optimize-search.js';
import { rankingLines } from './optimize-text.js';
import { figureText } from './reported-run.js';
import { writeRunConfig } from './run-files.js';
import { signalExit } from './stop-on-signals.js';

/** `qbot optimize`: searches parameters, and leaves the trials, the best of them and its report in the run's folder. */
export async function optimizeVerb(args: Arguments, output: Output, context: SearchContext): Promise<ExitCode> {
  const asked = await askedSearch(args, output, context);
  const { outcome, signal } = await asked.run(optimize);
  const { files } = asked;
  if (!outcome.isComplete) {
    output.err(resumeText(files, outcome.trials.length, outcome.total));
    if (args.json) output.out(JSON.stringify(recordOf(asked, outcome), undefined, 2));
    return signalExit(signal ?? 'SIGINT');
  }
  writeFileSync(join(files.folder, 'results.csv'), trialsToCsv(outcome.ranking));
  writeFileSync(join(files.folder, 'best.json'), `${JSON.stringify(recordOf(asked, outcome), undefined, 2)}\n`);
  writeRunConfig(files, outcome.best?.result.config ?? asked.config, asked.configFolder);
  const page = outcome.best === undefined ? undefined : writeBest(asked, outcome.best, context);
  if (args.json) output.out(JSON.stringify(recordOf(asked, outcome), undefined, 2));
  else textOf(asked, outcome, page).forEach(output.out);
  return outcome.best === undefined ? EXIT.problems : EXIT.ok;
}

function writeBest({ files, market }: AskedSearch, { result, report }: BestTrial, { chartLibrary }: SearchContext) {
  const title = `Best of search ${files.runId}`;
  return writeSearchReport({ folder: files.folder, title, result, report, market, chartLibrary });
}

function textOf(asked: AskedSearch, outcome: OptimizeOutcome, page: string | undefined): readonly string[] {
  const { config, settings, files } = asked;
  const { ranking, trials, best } = outcome;
  const failed = trials.filter(({ error }) => error !== undefined).length;
  const [first] = ranking;
  const why = first === undefined || typeof first.objective === 'number' ? '' : (first.error ?? first.objective.na);
  return [
    '',
    ...rankingLines(ranking, settings.objective),
    '',
    ...(failed === 0
      ? []
      : [`failed     ${failed} of ${trials.length} trials could not be run: ${files.folder}/search.jsonl says why`]),
    ...(best === undefined
      ? [`best       none: no trial has ${settings.objective} (${why}); --objective and --min-trades choose otherwise`]
      : [
          ...takeoverLines(config, best.record.parameters).map(
            (line, at) => `${(at === 0 ? 'best' : '').padEnd(10)} ${line}`,
          ),
          '',
          ...untilBlank(reportText(best.report)),
          '',
          `overfit    ${overfitText(best)}`,
        ]),
    `results    ${join(files.folder, 'results.csv')}`,
    ...(page === undefined ? [] : [`report     ${page}`]),
  ];
}

/** The figures, without the tables behind them. */
function untilBlank(lines: readonly string[]): readonly string[] {
  const blank = lines.indexOf('');
  return blank < 0 ? lines : lines.slice(0, blank);
}

/** The best of many is partly the luckiest of many. */
function overfitText({ overfitting: { trials, expectedSharpe, deflatedSharpe } }: BestTrial): string {
  const warning = `the best of ${trials} trials on data that the search has seen: expect less, and try qbot walkforward`;
  if (typeof deflatedSharpe !== 'number') return `${warning}; deflated Sharpe n/a: ${deflatedSharpe.na}`;
  return `${warning}; luck alone would bring a Sharpe of ${figureText(expectedSharpe as Figure & number)}, deflated Sharpe ${Math.round(100 * deflatedSharpe)} %`;
}

/** `best.json`, and what `--json` prints. */
function recordOf({ config, settings, files }: AskedSearch, { isComplete, total, trials, best }: OptimizeOutcome) {
  return {
    schema_version: 1,
    search: 'optimize',
    run: files.runId,
    folder: files.folder,
    complete: isComplete,
    trials: { total, run: trials.length, failed: trials.filter(({ error }) => error !== undefined).length },
    method: settings.method,
    objective: settings.objective,
    best:
      best === undefined
        ? null
        : {
            candidate: best.record.candidate,
            parameters: best.record.parameters,
            value: best.record.objective,
            figures: best.record.figures,
            take_over: takeovers(config, best.record.parameters),
          },
    overfitting:
      best === undefined
        ? null
        : {
            trials: best.overfitting.trials,
            expected_sharpe: best.overfitting.expectedSharpe,
            deflated_sharpe: best.overfitting.deflatedSharpe,
          },
  };
}
