import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { dirname } from 'node:path';
import { RunStateError } from '../paper/run-inputs.js';
import type { ControlAnswer, ControlRequest } from './control-request.js';
import { controlRequestSchema } from './control-request.js';

/** What every system allows. */
const LONGEST_PATH = 103;
const LONGEST_REQUEST = 65_536;
const PATIENCE_MS = 5_000;

export type Answer = (request: ControlRequest) => unknown;

export interface ControlServer {
  close(): Promise<void>;
}

/**
 * Listens on a socket that its owner alone may use (0600).
 * @param answer what is asked; what it throws is the answer's error
 * @throws RunStateError where another process listens there
 */
export async function listenForControl(path: string, answer: Answer): Promise<ControlServer> {
  // A longer one would be cut without a word.
  if (Buffer.byteLength(path) > LONGEST_PATH)
    throw new RunStateError(
      `control.socket "${path}" is longer than the ${LONGEST_PATH} bytes a socket may have: name a shorter one`,
    );
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (existsSync(path)) {
    if (await isAnswered(path))
      throw new RunStateError(`another process listens on "${path}": stop it, or name another control.socket`);
    // One that a killed process left behind.
    rmSync(path, { force: true });
  }
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whoever asks and goes away disturbs nobody.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    hear(socket, answer);
  });
  await listen(server, path);
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new RunStateError(`cannot listen on control.socket "${path}": ${error.message}`, { cause: error }));
    });
    // Nobody else may connect between the making of the socket and the change of its rights.
    const former = process.umask(0o177);
    server.listen(path, () => resolve());
    process.umask(former);
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function hear(socket: Socket, answer: Answer): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => {
    text += part;
    const end = text.indexOf('\n');
    if (end >= 0) socket.end(`${JSON.stringify(answerTo(text.slice(0, end), answer))}\n`);
    else if (text.length > LONGEST_REQUEST) socket.destroy();
  });
}

function answerTo(line: string, answer: Answer): ControlAnswer {
  try {
    const request = controlRequestSchema.safeParse(JSON.parse(line));
    if (!request.success) return { ok: false, error: `not understood: ${request.error.issues[0]?.message ?? ''}` };
    return { ok: true, result: answer(request.data) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}
