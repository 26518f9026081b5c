import type { RunStatus } from '../control/run-status.js';
import type { PaperJournal } from './paper-journal.js';

/** What a run has come back to, as a person reads it; nothing for one that has just begun. */
export function recoveredLines({ opening, runId }: PaperJournal, status: RunStatus, ms: number): readonly string[] {
  if (runId === undefined) return [];
  const { positions, equity, currency, cycles, orders, paused, blocked_by: blocked, at } = status;
  const open = positions.map(({ symbol, direction, volume }) => `${symbol} ${direction} ${volume}`).join(', ');
  return [
    ...opening.cut.map((text) => `warning    the journal had a torn end, which was cut: ${text}`),
    `recovered  ${opening.records} records of run ${runId} in ${(ms / 1_000).toFixed(2)} s, ${opening.cleanStop ? 'stopped cleanly' : 'after a crash'}; at ${new Date(at).toISOString()}, cycle ${cycles}`,
    `           ${orders.sent} orders, ${orders.fills} fills; open: ${open === '' ? 'nothing' : open}; equity ${equity?.toFixed(2) ?? 'unknown'} ${currency ?? ''}`,
    `           entries ${blocked.length === 0 ? 'allowed' : `blocked by ${blocked.join(', ')}`}${paused ? ' (paused: qbot resume)' : ''}`,
  ];
}
