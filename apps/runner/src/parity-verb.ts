import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import type { ParityDifference } from './parity/compare-decisions.js';
import { compareDecisions } from './parity/compare-decisions.js';
import { keptDecisions, replayDecisions } from './parity/replay-decisions.js';
import { findRun, readRunConfig } from './why/find-run.js';
import { readHistory, surveyHistory } from './why/read-history.js';

/** `qbot check parity`: whether the decisions in a run's history are those of a backtest over the same candles. */
export async function parityVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const run = findRun(args);
  const survey = await surveyHistory(run.history);
  const config = readRunConfig(run, survey.inputs);
  // What closed before the run began was not decided by it, and the last cycle may not have been written to its end.
  const isCompared = ({ at }: { readonly at: number }): boolean => at > survey.startedAt && at <= survey.endedAt;
  const kept = (await keptDecisions(readHistory(run.history, survey))).filter(isCompared);
  const replayed = (await replayDecisions(config, survey)).filter(isCompared);
  const differences = compareDecisions(kept, replayed);
  const ok = differences.length === 0;
  if (args.json) {
    const counts = { kept: kept.length, replayed: replayed.length };
    output.out(JSON.stringify({ schema_version: 1, run: run.id, ok, ...counts, differences }, undefined, 2));
  } else {
    differences.flatMap(differenceLines).forEach(output.out);
    const compared = `${kept.length} decisions of ${run.id} compared`;
    output.out(
      ok ? `ok         parity: ${compared}` : `failed     parity: ${compared}, ${differences.length} candles differ`,
    );
  }
  return ok ? EXIT.ok : EXIT.problems;
}

function differenceLines({ at, symbol, strategy, onlyKept, onlyReplayed }: ParityDifference): readonly string[] {
  return [
    `${new Date(at).toISOString()}  ${symbol}  ${strategy}`,
    ...onlyKept.map((text) => `  the run       ${text}`),
    ...onlyReplayed.map((text) => `  the backtest  ${text}`),
  ];
}
