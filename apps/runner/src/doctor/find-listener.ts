import type { Stats } from 'node:fs';
import { lstatSync } from 'node:fs';
import { connect } from 'node:net';
import type { ControlConfig } from '@q/config';

/** Who is on the control socket: a run with its process, nobody, or something that is in the way. */
export type Listener =
  | { readonly state: 'off' | 'nobody' | 'left_behind' | 'silent' | 'denied' | 'no_socket' }
  | { readonly state: 'runs'; readonly pid: number };

const PATIENCE_MS = 2_000;

/** Asks on the control socket who runs. It waits two seconds at most. */
export async function findListener({ enabled, socket }: ControlConfig): Promise<Listener> {
  if (!enabled) return { state: 'off' };
  const found = lookAt(socket);
  if (found === 'denied') return { state: found };
  if (found === undefined) return { state: 'nobody' };
  if (!found.isSocket()) return { state: 'no_socket' };
  const answer = await ask(socket);
  return typeof answer === 'number' ? { state: 'runs', pid: answer } : { state: answer };
}

function lookAt(path: string): Stats | 'denied' | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // Its folder is another user's: that it is there cannot even be seen.
    return 'denied';
  }
}

function ask(path: string): Promise<number | 'left_behind' | 'silent' | 'denied'> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(path, () => socket.write('{"command":"status"}\n'));
    const end = (answer: Awaited<ReturnType<typeof ask>>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end('silent'), PATIENCE_MS);
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (text += part));
    socket.on('end', () => end(pidOf(text) ?? 'silent'));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => end(code === 'EACCES' ? 'denied' : 'left_behind'));
  });
}

function pidOf(text: string): number | undefined {
  try {
    const { result } = JSON.parse(text) as { readonly result?: { readonly pid?: unknown } };
    return typeof result?.pid === 'number' ? result.pid : undefined;
  } catch {
    return undefined;
  }
}
