import { dirname } from 'node:path';
import type { SymbolLedger } from '@q/backtest';
import { dataWarnings } from '@q/backtest';
import { findWiringProblems } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import { impossibleRules, impossibleRuleText } from './impossible-rules.js';
import type { Output } from './io.js';
import { coverageText, judgeData } from './judge-data.js';
import { loadSettings } from './load-settings.js';
import { planLines } from './plan.js';
import { chooseSystem } from './strategy-modules/choose-system.js';
import type { WarmUpNeed } from './warm-up-needs.js';
import { shortageOf, warmUpNeeds, warmUpText } from './warm-up-needs.js';

/** `qbot check`: everything a run would refuse, and what it would run. Starts nothing. */
export async function checkVerb(args: Arguments, output: Output): Promise<ExitCode> {
  const { config, warnings, notices, file } = loadSettings(args);
  const impossible = impossibleRules(config);
  const chosen = await chooseSystem(config, dirname(args.config));
  const { ledger, refusal } = judgeData(config, chosen, args);
  // A run in real time takes whatever there is, but not what nothing can be made of.
  const isRefused = refusal !== undefined && (config.mode === 'backtest' || ledger.length === 0);
  const problems = [
    ...findWiringProblems(config),
    ...impossible.map(impossibleRuleText),
    ...(isRefused ? [refusal] : []),
  ];
  const ofFiles = config.strategies.loaded.map(({ symbol, file: path, definition }) => ({
    symbol,
    file: path,
    name: definition.name,
    timeframes: definition.timeframes,
    enabled: definition.activation.enabled,
    has_stop_loss: definition.risk.sl !== undefined,
  }));
  const inCode = chosen.inCode.map(({ symbol, strategy, enabled, file: path }) => {
    const { name, timeframes, risk } = strategy;
    return { symbol, file: path, name, timeframes, enabled, has_stop_loss: risk.sl !== undefined };
  });
  const strategies = [...ofFiles, ...inCode];
  const indicators = config.indicators.loaded.map(({ symbol, timeframe, instances }) => ({
    symbol,
    timeframe,
    instances: Object.keys(instances),
  }));
  const unstopped = strategies
    .filter((one) => !one.has_stop_loss)
    .map(({ name, symbol }) => `strategy ${name} (${symbol}) has no stop loss`);
  const needs = warmUpNeeds(config, chosen);
  const notes = [
    ...warnings,
    ...unstopped,
    ...needs.flatMap((need) => shortageOf(need, config) ?? []),
    ...(refusal === undefined || isRefused ? [] : [refusal]),
    ...dataWarnings(ledger),
    ...(strategies.length === 0 ? ['there is no strategy: the run will trade nothing'] : []),
  ];
  const code = problems.length === 0 ? EXIT.ok : EXIT.problems;
  if (args.json) {
    output.out(
      JSON.stringify(
        {
          schema_version: 1,
          ok: problems.length === 0,
          problems,
          impossible_rules: impossible,
          warnings: notes,
          notices,
          strategies,
          indicators,
          warm_up: needs.map(warmUpRow),
          data: ledger.map(dataRow),
        },
        undefined,
        2,
      ),
    );
    return code;
  }
  planLines(config, chosen).forEach(output.out);
  for (const { symbol, timeframe, instances } of indicators)
    output.out(`indicators ${symbol} ${timeframe}: ${instances.join(', ')}`);
  needs.forEach((need) => output.out(`warm-up    ${warmUpText(need)}`));
  ledger.forEach((one) => output.out(`candles    ${dataText(one)}`));
  notices.forEach((notice) => output.out(`notice     ${notice}`));
  notes.forEach((note) => output.out(`warning    ${note}`));
  problems.forEach((problem) => output.out(`problem    ${problem}`));
  output.out(
    problems.length === 0 ? `ok         ${file ?? args.config} can be run` : `failed     ${problems.length} problems`,
  );
  return code;
}

function warmUpRow({ symbol, timeframe, candles, parts, spanMs, reachMs, held }: WarmUpNeed): object {
  return { symbol, timeframe, candles, parts, span_ms: spanMs, reach_ms: reachMs, candles_held: held };
}

function dataText(one: SymbolLedger): string {
  const { symbol, timeframe, soundBars, rows } = one;
  return `${symbol} ${timeframe}: ${soundBars} of ${rows} rows, ${coverageText(one)}`;
}

/** As the report of a backtest has it. */
function dataRow(one: SymbolLedger): object {
  const { symbol, timeframe, rows, soundBars, expectedBars, gapBars, gaps, coveragePercent, flaws } = one;
  return {
    symbol,
    timeframe,
    rows,
    sound_bars: soundBars,
    expected_bars: expectedBars,
    gap_bars: gapBars,
    gaps,
    coverage_percent: coveragePercent,
    flaws: flaws.map(({ firstAt, ...flaw }) => ({
      ...flaw,
      first_at: typeof firstAt === 'number' ? new Date(firstAt).toISOString() : firstAt,
    })),
  };
}
