import { readFileSync, statSync } from 'node:fs';
import type { Clock, ControlInbox } from '@q/events';
import { getLogger } from '@q/logging';

export interface ToggleFileOptions {
  readonly file: string;
  readonly intervalMs: number;
  readonly clock: Clock;
  readonly control: ControlInbox;
}

const ACTIONS = ['ENABLE', 'DISABLE', 'QUERY'] as const;
/** A person has looked at the breached limits: they are counted anew. */
const RESET = 'RESET_LIMITS';

/** Looks at a file now and then; a command that is written into it goes to the automation switch or the risk gate. What stood in it at the start does not. */
export function watchToggleFile({ file, intervalMs, clock, control }: ToggleFileOptions): () => void {
  const logger = getLogger('services.AutomationFileWatcher', { service: 'AutomationFileWatcher' });
  let seen = modifiedAt(file);
  let cancel: () => void = () => undefined;
  const look = (): void => {
    cancel = clock.setTimer(intervalMs, look);
    const modified = modifiedAt(file);
    if (modified === undefined || modified === seen) return;
    seen = modified;
    const text = readFileSync(file, 'utf8').trim().toUpperCase();
    const about = { requestedBy: 'file_watcher', reason: `written to ${file}` };
    const action = ACTIONS.find((known) => known === text);
    if (action !== undefined) control.send({ kind: 'automation', action, ...about });
    else if (text === RESET) control.send({ kind: 'reset_limits', ...about });
    else logger.error(`${file} says "${text}": write ${[...ACTIONS, RESET].join(', ')}`);
  };
  cancel = clock.setTimer(intervalMs, look);
  return () => cancel();
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
