import { connect } from 'node:net';
import { RunStateError } from '../paper/run-inputs.js';
import type { ControlAnswer, ControlRequest } from './control-request.js';

const PATIENCE_MS = 10_000;

/** Asks the system that listens on a control socket. @throws RunStateError where none does, or where it refuses */
export async function askRunner(path: string, request: ControlRequest): Promise<unknown> {
  const answer = JSON.parse(await exchange(path, `${JSON.stringify(request)}\n`)) as ControlAnswer;
  if (!answer.ok) throw new RunStateError(`the running system refuses: ${answer.error}`);
  return answer.result;
}

function exchange(path: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(path, () => socket.write(line));
    socket.setEncoding('utf8');
    socket.setTimeout(PATIENCE_MS, () => {
      socket.destroy();
      reject(new RunStateError(`the system on "${path}" does not answer: it is busy, or stands still`));
    });
    socket.on('data', (part: string) => (text += part));
    socket.on('end', () => resolve(text));
    socket.on('error', (error: NodeJS.ErrnoException) => reject(notReached(path, error)));
  });
}

function notReached(path: string, error: NodeJS.ErrnoException): RunStateError {
  const why: Readonly<Record<string, string>> = {
    ENOENT: 'no system runs here with this configuration (qbot run in mode paper)',
    ECONNREFUSED: 'the system that listened there is gone: start it again (qbot run)',
    EACCES: 'it belongs to another user',
  };
  const text = why[error.code ?? ''] ?? error.message;
  return new RunStateError(`nobody answers on control.socket "${path}": ${text}`, { cause: error });
}
