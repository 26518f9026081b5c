import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of ours in a process of its own, that answers each question with one message. */
export interface Child {
  ask(question: string): Promise<number>;
  end(): void;
}

/** Runs until it has said that it is ready. */
export async function startChild(file: string, args: readonly string[]): Promise<Child> {
  const child = fork(file, args, { execArgv: [] });
  await answerOf(child);
  return {
    ask(question) {
      child.send(question);
      return answerOf(child);
    },
    end: () => child.disconnect(),
  };
}

/** Runs a program to its end and gives the one message it sent. */
export async function reportOf<Report>(file: string, args: readonly string[]): Promise<Report> {
  const child = fork(file, args, { execArgv: [] });
  const report = await messageOf(child);
  await once(child, 'exit');
  // Sender and reader are compiled together: the type is stated where both import it.
  return report as Report;
}

async function answerOf(child: ChildProcess): Promise<number> {
  return Number(await messageOf(child));
}

function messageOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a benchmark's process ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}
