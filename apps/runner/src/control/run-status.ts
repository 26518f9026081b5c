import type { EventBus } from '@q/events';
import type { TradingOrchestrator } from '@q/orchestrator';
import type { OpenPosition } from './open-positions.js';
import { watchOpenPositions } from './open-positions.js';

/** What `qbot status` shows. */
export interface RunStatus {
  readonly schema_version: 1;
  readonly run_id: string;
  readonly pid: number;
  readonly mode: string;
  readonly status: string;
  /** Made again from the journal at present; what it says is of the past then. */
  readonly is_recovering: boolean;
  /** Instant that the run has reached, ms UTC. */
  readonly at: number;
  /** Whether entries are switched off by a person. */
  readonly paused: boolean;
  /** Why entries are blocked. */
  readonly blocked_by: readonly string[];
  readonly halted_because: string | null;
  readonly services: { readonly healthy: number; readonly count: number };
  readonly cycles: number;
  readonly orders: { readonly sent: number; readonly denied: number; readonly fills: number };
  readonly positions: readonly OpenPosition[];
  readonly balance: number | null;
  readonly equity: number | null;
  readonly currency: string | null;
  readonly errors: number;
  readonly journal: { readonly file: string; readonly full: boolean } | null;
}

export interface StatusParts {
  readonly runId: string;
  readonly mode: string;
  readonly orchestrator: TradingOrchestrator;
  readonly now: () => number;
  readonly isRecovering: () => boolean;
  readonly journal: () => RunStatus['journal'];
}

/** Gathers what a status says; to be made before the run begins. */
export function watchStatus({ orchestrator, ...parts }: StatusParts): () => RunStatus {
  const positions = watchOpenPositions(orchestrator.bus);
  const entries = watchEntries(orchestrator.bus);
  return () => {
    const { status, services_count, services_healthy, halted_because } = orchestrator.getOrchestratorMetrics();
    const { cycles, ordersPlaced, ordersDenied, fills, balance, equity, currency, errors } = orchestrator.figures;
    const blocked = entries();
    return {
      schema_version: 1,
      run_id: parts.runId,
      pid: process.pid,
      mode: parts.mode,
      status,
      is_recovering: parts.isRecovering(),
      at: parts.now(),
      paused: blocked.includes('automation_off'),
      blocked_by: blocked,
      halted_because,
      services: { healthy: services_healthy, count: services_count },
      cycles,
      orders: { sent: ordersPlaced, denied: ordersDenied, fills },
      positions: positions(),
      balance: balance ?? null,
      equity: equity ?? null,
      currency: currency ?? null,
      errors,
      journal: parts.journal(),
    };
  };
}

/** Why entries are blocked: nothing where they are not. */
function watchEntries(bus: EventBus): () => readonly string[] {
  let reasons: readonly string[] = [];
  const options = { name: 'RunStatus' };
  bus.subscribe('TradingBlocked', ({ reasons: now }) => void (reasons = now), options);
  bus.subscribe('TradingAuthorized', () => void (reasons = []), options);
  return () => reasons;
}

/** A status as a person reads it. */
export function statusText(of: RunStatus): readonly string[] {
  const blocked = of.blocked_by.length === 0 ? 'allowed' : `blocked by ${of.blocked_by.join(', ')}`;
  const money =
    of.equity === null
      ? 'no account yet'
      : `${of.equity.toFixed(2)} ${of.currency ?? ''}, balance ${of.balance?.toFixed(2) ?? ''}`;
  const positions = of.positions.map(
    ({ symbol, direction, volume, entry_price: price, strategy, opened_at: at }) =>
      `  ${symbol} ${direction} ${volume} lots at ${price} by ${strategy}, since ${new Date(at).toISOString()}`,
  );
  return [
    `run        ${of.run_id}, ${of.mode}, process ${of.pid}: ${of.is_recovering ? 'recovering' : of.status}`,
    `time       ${new Date(of.at).toISOString()}, cycle ${of.cycles}`,
    `entries    ${blocked}${of.halted_because === null ? '' : `; halted: ${of.halted_because}`}`,
    `services   ${of.services.healthy} of ${of.services.count} healthy, ${of.errors} errors`,
    `orders     ${of.orders.sent} sent, ${of.orders.denied} denied, ${of.orders.fills} fills`,
    `equity     ${money}`,
    `positions  ${of.positions.length === 0 ? 'none' : of.positions.length}`,
    ...positions,
    ...(of.journal === null ? [] : [`journal    ${of.journal.file}${of.journal.full ? ', the disk is FULL' : ''}`]),
  ];
}
