import type { SystemConfig } from '@q/config';
import { findIndicatorProblems } from '@q/indicators';
import type { Sockets } from '@q/orchestrator';
import { buildSystem } from '@q/orchestrator';
import { EvaluationLog } from '@q/services';
import { CodeModuleError, messageOf } from './code-module-error.js';
import type { CodeSeat } from './seats-of.js';

/** @throws CodeModuleError where a strategy in code cannot sit where its file puts it, or asks for what there is not */
export function demandSeats(seats: readonly CodeSeat[], config: SystemConfig, sockets: Sockets): void {
  const limit = config.services.indicator_calculation.recent_rows_limit;
  for (const { strategy, symbol, file } of seats) {
    const fail = (what: string): never => {
      throw new CodeModuleError(`${file}: strategy "${strategy.name}" of ${symbol} ${what}`);
    };
    for (const [timeframe, instances] of Object.entries(strategy.indicators ?? {})) {
      const [problem] = findIndicatorProblems(instances);
      if (problem !== undefined) fail(`declares an indicator on ${timeframe} that cannot be built: ${problem.message}`);
    }
    if (strategy.warmUp > limit)
      fail(
        `looks at ${strategy.warmUp} rows: raise services.indicator_calculation.recent_rows_limit, which is ${limit}`,
      );
  }
  try {
    // Whatever else the system refuses, it refuses when it is put together; nothing is started.
    buildSystem(config, sockets, { isOnHold: () => false, evaluations: new EvaluationLog(0) });
  } catch (cause) {
    const files = [...new Set(seats.map(({ file }) => file))].join(', ');
    throw new CodeModuleError(`${files}: ${messageOf(cause)}`, { cause });
  }
}
