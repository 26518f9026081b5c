import { dirname } from 'node:path';
import { findWiringProblems } from '@q/orchestrator';
import type { Arguments } from './arguments.js';
import type { ExitCode } from './exit-codes.js';
import { EXIT } from './exit-codes.js';
import type { Output } from './io.js';
import { loadSettings } from './load-settings.js';
import { planLines } from './plan.js';
import { chooseSockets } from './sockets.js';

/** `qbot check`: everything a run would refuse, and what it would run. Starts nothing. */
export function checkVerb(args: Arguments, output: Output): ExitCode {
  const { config, warnings, file } = loadSettings(args);
  const wiring = findWiringProblems(config);
  const chosen = chooseSockets(config, dirname(args.config));
  const strategies = config.strategies.loaded.map(({ symbol, file: path, definition }) => ({
    symbol,
    file: path,
    name: definition.name,
    timeframes: definition.timeframes,
    enabled: definition.activation.enabled,
    has_stop_loss: definition.risk.sl !== undefined,
  }));
  const indicators = config.indicators.loaded.map(({ symbol, timeframe, instances }) => ({
    symbol,
    timeframe,
    instances: Object.keys(instances),
  }));
  const unstopped = strategies
    .filter((one) => !one.has_stop_loss)
    .map(({ name, symbol }) => `strategy ${name} (${symbol}) has no stop loss`);
  const notes = [
    ...warnings,
    ...unstopped,
    ...(strategies.length === 0 ? ['there is no strategy: the run will trade nothing'] : []),
  ];
  const code = wiring.length === 0 ? EXIT.ok : EXIT.problems;
  if (args.json) {
    output.out(
      JSON.stringify(
        { schema_version: 1, ok: wiring.length === 0, problems: wiring, warnings: notes, strategies, indicators },
        undefined,
        2,
      ),
    );
    return code;
  }
  planLines(config, chosen).forEach(output.out);
  for (const { symbol, timeframe, instances } of indicators)
    output.out(`indicators ${symbol} ${timeframe}: ${instances.join(', ')}`);
  notes.forEach((note) => output.out(`warning    ${note}`));
  wiring.forEach((problem) => output.out(`problem    ${problem}`));
  output.out(
    wiring.length === 0 ? `ok         ${file ?? args.config} can be run` : `failed     ${wiring.length} problems`,
  );
  return code;
}
