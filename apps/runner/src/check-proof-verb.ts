import { dirname } from 'node:path';
import type { ProofRequest } from '@q/backtest';
import { CandleDataError } from '@q/brokers';
import type { SystemConfig } from '@q/config';
import { parseUtc } from '@q/config';
import { findWiringProblems, WiringError } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import { UsageError } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { loadSettings } from './load-settings.js';
import type { SearchContext } from './optimize-search.js';
import { countBar } from './proof/count-bar.js';
import { proveDeterminism } from './proof/prove-determinism.js';
import { proveLookahead } from './proof/prove-lookahead.js';
import { proveWarmUp } from './proof/prove-warm-up.js';
import type { Prove } from './proof/proved.js';
import { recordedMarket } from './recorded-market.js';
import type { ChosenSockets } from './sockets.js';
import { chooseSystem, strategiesBySymbol } from './strategy-modules/choose-system.js';
import { searchModule } from './strategy-modules/search-module.js';
import { iso } from './why/iso.js';

/** `qbot check determinism`: the same run twice leaves the same bytes, also in worker threads. */
export const checkDeterminismVerb = proofVerb('determinism', proveDeterminism);
/** `qbot check lookahead`: no decision depends on what came later. */
export const checkLookaheadVerb = proofVerb('lookahead', proveLookahead);
/** `qbot check warmup`: how much history changes decisions. */
export const checkWarmUpVerb = proofVerb('warmup', proveWarmUp);

/** A proof over the configuration as a backtest of it would run. Writes nothing. */
function proofVerb(name: string, prove: Prove) {
  return async (
    args: Arguments,
    output: Output,
    { searchWorker, searchStrategies }: SearchContext,
  ): Promise<ExitCode> => {
    if (args.at !== undefined && name !== 'warmup')
      throw new UsageError(`--at does not go with check ${name}: it goes over all of the data`);
    if (args.cuts !== undefined && name !== 'lookahead')
      throw new UsageError(`--cuts does not go with check ${name}: only check lookahead cuts the data`);
    const { request, warnings } = await requestOf(args);
    const strategiesModule = searchModule(searchStrategies, request.config, dirname(args.config));
    warnings.forEach((warning) => output.err(`warning    ${warning}`));
    const bar = countBar(args.json || args.quiet ? { ...output, isTerminal: false } : output, name);
    const proved = await prove(request, args, { onProgress: bar.show, searchWorker, strategiesModule }).finally(() =>
      bar.clear(),
    );
    if (args.json) {
      const { ok, row } = proved;
      output.out(JSON.stringify({ schema_version: 1, check: name, ok, ...row }, undefined, 2));
    } else proved.lines.forEach(output.out);
    return proved.ok ? EXIT.ok : EXIT.problems;
  };
}

interface AskedProof {
  readonly request: ProofRequest & { readonly config: SystemConfig };
  readonly warnings: readonly string[];
}

/** @throws what `qbot run` throws for a configuration or data that it cannot run */
async function requestOf(args: Arguments): Promise<AskedProof> {
  const { config, warnings } = loadSettings({ ...args, set: [...args.set, 'mode=backtest'] });
  const [wiring] = findWiringProblems(config);
  if (wiring !== undefined) throw new WiringError(wiring);
  const chosen = await chooseSystem(config, dirname(args.config));
  const candles = recordedMarket(config.trading.symbols, chosen);
  const empty = Object.entries(candles).find(([, series]) => series.candles.length === 0);
  if (empty !== undefined)
    throw new CandleDataError(`there are no candles of ${empty[0]} in the range of the feed`, {
      file: chosen.feed.description,
    });
  const { restrictionsAt, monotonicMs, turnEventLoop } = chosen.sockets;
  const { code, inCode } = chosen;
  const isIdle = config.strategies.loaded.length + inCode.length === 0;
  return {
    request: {
      config,
      candles,
      // Made anew for each of the runs: what they remember of one must not reach the next.
      ...(inCode.length === 0 ? {} : { strategies: () => strategiesBySymbol(code.make(config)) }),
      ...(args.at === undefined ? {} : { from: windowBegin(args.at, chosen.feed) }),
      ...(restrictionsAt === undefined ? {} : { restrictionsAt }),
      ...(monotonicMs === undefined ? {} : { monotonicMs }),
      ...(turnEventLoop === undefined ? {} : { turnEventLoop }),
    },
    warnings: isIdle ? [...warnings, 'there is no strategy: there are no decisions to compare'] : warnings,
  };
}

function windowBegin(text: string, { from, to }: ChosenSockets['feed']): number {
  const instant = parseUtc(text.replace(' ', 'T'));
  if (instant !== undefined && instant >= from && instant < to) return instant;
  throw new UsageError(
    `--at needs the begin of the window in UTC, from ${iso(from)} to before ${iso(to)}, such as ${iso((from + to) / 2)}, got "${text}"`,
  );
}
