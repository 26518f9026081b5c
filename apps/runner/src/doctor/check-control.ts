import type { Check } from './check.js';
import type { Listener } from './find-listener.js';
import type { Finding } from './finding.js';
import { fail, ok, skip } from './finding.js';

/** Names of sockets have room for 104 bytes on macOS and 108 on Linux, the last of them a zero. */
const LONGEST_NAME = 103;

/** Whether qbot status, pause, resume, flatten and stop reach a run, or would reach the next one. */
export const checkControl: Check = {
  name: 'control',
  lookAt({ config: { mode, control }, listener }) {
    if (mode !== 'paper') return skip(`mode ${mode} has no control socket`);
    return controlFinding(control.socket, listener);
  },
};

export function controlFinding(socket: string, listener: Listener): Finding {
  const bytes = Buffer.byteLength(socket);
  if (bytes > LONGEST_NAME)
    return fail(`control.socket has ${bytes} bytes, ${LONGEST_NAME} at most work`, 'name a shorter path');
  switch (listener.state) {
    case 'off':
      return skip('control.enabled is false: a run cannot be asked');
    case 'nobody':
      return ok(`"${socket}" is made by the next run`);
    case 'left_behind':
      return ok(`"${socket}" was left behind by a run that is gone; the next one makes it anew`);
    case 'runs':
      return ok(`a run answers: process ${listener.pid}`);
    case 'silent':
      return fail(
        `somebody listens on "${socket}" and gives no status`,
        'the run stands still: look at its log, then end its process',
      );
    case 'denied':
      return fail(`"${socket}" belongs to another user`, 'call qbot as the user that runs the bot');
    case 'no_socket':
      return fail(`"${socket}" is no socket, and a run would remove it`, 'name another path in control.socket');
  }
}
