import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WalkForwardOutcome, WalkForwardWindow } from '@q/backtest';
import { isNotAvailable, reportText, walkForward } from '@q/backtest';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { writeSearchReport } from './optimize-files.js';
import type { AskedSearch, SearchContext } from './optimize-search.js';
import { askedSearch, resumeText } from './optimize-search.js';
import { figure, shortPaths } from './optimize-text.js';
import { tableLines } from './report-verb.js';
import { writeRunConfig } from './run-files.js';
import { signalExit } from './stop-on-signals.js';
import { iso } from './why/iso.js';

/** `qbot walkforward`: searches window after window, and leaves what their best made out of sample as one report. */
export async function walkForwardVerb(args: Arguments, output: Output, context: SearchContext): Promise<ExitCode> {
  const asked = await askedSearch(args, output, context);
  const { outcome, signal } = await asked.run(walkForward);
  const { files, market } = asked;
  const record = recordOf(asked, outcome);
  if (args.json) output.out(JSON.stringify(record, undefined, 2));
  if (!outcome.isComplete) {
    output.err(resumeText(files, outcome.trials.length, outcome.total));
    return signalExit(signal ?? 'SIGINT');
  }
  writeFileSync(join(files.folder, 'walkforward.json'), `${JSON.stringify(record, undefined, 2)}\n`);
  writeRunConfig(files, asked.config, asked.configFolder);
  const { joined } = outcome;
  const title = `Walk-forward ${files.runId}`;
  const { chartLibrary } = context;
  const page =
    joined === undefined
      ? undefined
      : writeSearchReport({ folder: files.folder, title, ...joined, market, chartLibrary });
  if (!args.json) textOf(asked, outcome, page).forEach(output.out);
  return joined === undefined ? EXIT.problems : EXIT.ok;
}

function textOf(asked: AskedSearch, outcome: WalkForwardOutcome, page: string | undefined): readonly string[] {
  const { windows, joined, efficiencyPercent, unusedMs } = outcome;
  const { objective, parameters } = asked.settings;
  const paths = Object.keys(parameters);
  const rows = windows.map((window) => rowOf(window, paths));
  const heads = ['searched from', 'traded from', 'to', objective, 'net %', 'trades', ...shortPaths(paths)];
  const days = Math.floor(unusedMs / 86_400_000);
  return [
    '',
    ...tableLines(heads, rows),
    '',
    ...(joined === undefined
      ? [
          `joined     nothing was traded: no window has a combination with ${objective}; --objective and --min-trades choose otherwise`,
        ]
      : reportText(joined.report)),
    '',
    `efficiency ${typeof efficiencyPercent === 'number' ? `${figure(efficiencyPercent)} % of the yearly profit in sample was made out of sample` : `n/a: ${efficiencyPercent.na}`}`,
    ...(days > 0 ? [`left out   the last ${days} days: they are no whole window`] : []),
    `windows    ${join(asked.files.folder, 'walkforward.json')}`,
    ...(page === undefined ? [] : [`report     ${page}`]),
  ];
}

function rowOf(
  { inSample, outOfSample, best, figures }: WalkForwardWindow,
  paths: readonly string[],
): readonly string[] {
  const times = [inSample.from, outOfSample.from, outOfSample.to].map((instant) => iso(instant).slice(0, 16));
  const made = isNotAvailable(figures) ? ['', ''] : [figure(figures.net_profit_percent), String(figures.trades)];
  if (isNotAvailable(best)) return [...times, `n/a: ${best.na}`, ...made, ...paths.map(() => '')];
  return [...times, figure(best.objective), ...made, ...paths.map((path) => String(best.parameters[path]))];
}

/** `walkforward.json`, and what `--json` prints. */
function recordOf({ settings, files }: AskedSearch, outcome: WalkForwardOutcome) {
  const { isComplete, total, trials, windows, efficiencyPercent, unusedMs } = outcome;
  return {
    schema_version: 1,
    search: 'walkforward',
    run: files.runId,
    folder: files.folder,
    complete: isComplete,
    trials: { total, run: trials.length, failed: trials.filter(({ error }) => error !== undefined).length },
    method: settings.method,
    objective: settings.objective,
    efficiency_percent: efficiencyPercent,
    unused_ms: unusedMs,
    windows: windows.map(({ index, inSample, outOfSample, best, figures, startEquity, endEquity }) => ({
      window: index,
      in_sample: { from: iso(inSample.from), to: iso(inSample.to) },
      out_of_sample: { from: iso(outOfSample.from), to: iso(outOfSample.to) },
      best: isNotAvailable(best) ? best : { parameters: best.parameters, value: best.objective, figures: best.figures },
      figures,
      start_equity: startEquity,
      end_equity: endEquity,
    })),
  };
}
