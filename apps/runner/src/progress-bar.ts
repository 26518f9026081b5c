import type { Output } from './io.js';

const WIDTH = 20;

/** A bar that is painted over itself, on a terminal only. */
export interface ProgressBar {
  show(instant: number): void;
  /** Takes it away, so that lines can be printed. */
  clear(): void;
}

export function progressBar(
  { isTerminal, paint }: Output,
  span: { readonly from: number; readonly to: number },
): ProgressBar {
  if (!isTerminal) return { show: () => undefined, clear: () => undefined };
  return {
    show(instant) {
      const done = Math.min(1, Math.max(0, (instant - span.from) / (span.to - span.from)));
      const full = Math.round(done * WIDTH);
      const date = new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
      paint(
        `\r\u001b[Krun        ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${String(Math.round(done * 100)).padStart(3)} %  ${date}`,
      );
    },
    clear: () => paint('\r\u001b[K'),
  };
}
