import type { Output } from '../io.js';

/** How far a proof is, painted over itself, on a terminal only. */
export interface CountBar {
  readonly show: (done: number, total: number) => void;
  readonly clear: () => void;
}

export function countBar({ isTerminal, paint }: Output, name: string): CountBar {
  if (!isTerminal) return { show: () => undefined, clear: () => undefined };
  return {
    show: (done, total) => paint(`\r\u001b[K${name.padEnd(12)}${done} of ${total}`),
    clear: () => paint('\r\u001b[K'),
  };
}
