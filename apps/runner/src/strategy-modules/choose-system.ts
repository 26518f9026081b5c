import type { SystemConfig } from '@q/config';
import type { Strategy } from '@q/trading';
import type { ChosenSockets, PaperStart } from '../sockets.js';
import { chooseSockets } from '../sockets.js';
import { demandSeats } from './demand-seats.js';
import type { CodeSeat } from './seats-of.js';
import type { SystemCode } from './system-code.js';
import { loadCode } from './system-code.js';

/** The sockets of a system, with the strategies in code that its configuration names among them. */
export interface ChosenSystem extends ChosenSockets {
  readonly code: SystemCode;
  readonly inCode: readonly CodeSeat[];
}

/**
 * Picks clock, feed and broker by mode, and loads the code that the configuration names.
 * @param folder of the configuration file
 * @param begun the run that is gone on with
 * @throws CodeModuleError, and what `chooseSockets` throws
 */
export async function chooseSystem(config: SystemConfig, folder: string, begun?: PaperStart): Promise<ChosenSystem> {
  const code = await loadCode(config, folder);
  const inCode = code.make(config);
  const chosen = chooseSockets(config, folder, begun);
  if (inCode.length === 0) return { ...chosen, code, inCode };
  const sockets = { ...chosen.sockets, strategies: inCode };
  demandSeats(inCode, config, sockets);
  return { ...chosen, sockets, code, inCode };
}

/** Those that are asked, as a backtest takes them. */
export function strategiesBySymbol(seats: readonly CodeSeat[]): Readonly<Record<string, readonly Strategy[]>> {
  const bySymbol: Record<string, Strategy[]> = {};
  for (const { symbol, strategy, enabled } of seats) if (enabled) (bySymbol[symbol] ??= []).push(strategy);
  return bySymbol;
}
