import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import type { ProgressBar } from './progress-bar.js';
import { progressBar } from './progress-bar.js';
import { answerOf } from './why/answer.js';
import { askHistory } from './why/ask-history.js';
import { chainOf } from './why/chain.js';
import { findRun, readRunConfig } from './why/find-run.js';
import type { Findings } from './why/findings.js';
import { candleOf } from './why/findings.js';
import { questionOf } from './why/question.js';
import { surveyHistory } from './why/read-history.js';
import { replayRun } from './why/replay.js';
import { whyLines } from './why/why-lines.js';

/** `qbot why [SYMBOL]`: why a run did or did not trade on a candle. Reads what the run left and replays the rest; writes nothing. */
export async function whyVerb(args: Arguments, output: Output): Promise<ExitCode> {
  if (args.data.length > 0) throw new UsageError('--data does not go with why: a run is asked with its own candles');
  const findings = await find(args, output);
  const answer = answerOf(findings);
  if (args.json) output.out(JSON.stringify(answer, undefined, 2));
  else whyLines(answer, findings.config.instruments[answer.symbol]?.digits ?? 5).forEach(output.out);
  return EXIT.ok;
}

async function find(args: Arguments, output: Output): Promise<Findings> {
  const run = findRun(args);
  const survey = await surveyHistory(run.history);
  const kept = readRunConfig(run, survey.inputs);
  const { config } = kept;
  const question = questionOf(args, config, survey);
  const show = args.json || args.quiet ? { ...output, isTerminal: false } : output;
  let bar: ProgressBar | undefined;
  const replay = await replayRun({
    run: kept,
    survey,
    question,
    onProgress: (instant, { from }) => (bar ??= progressBar(show, { from, to: question.until })).show(instant),
  }).finally(() => bar?.clear());
  const candle = candleOf(replay, { config, survey, question });
  const keepsAll = config.outputs.history === 'all';
  const { facts, differsFrom } = await askHistory(run.history, survey, { moment: candle, replay, keepsAll });
  const ofReplay = config.mode === 'backtest' ? candle.kept.correlationId : undefined;
  const correlationId = facts.correlationId ?? ofReplay;
  const chain =
    correlationId === undefined ? [] : await chainOf(run.history, survey, { correlationId, symbol: candle.symbol });
  return { run, config, survey, question, replay, candle, facts, differsFrom, correlationId, chain };
}
