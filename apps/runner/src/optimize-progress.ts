import type { SearchProgress, TrialRecord } from '@q/backtest';
import type { Output } from './io.js';
import { figureText } from './reported-run.js';

const WIDTH = 20;
const LINE = 110;
const TENTHS = 10;

/** How far a search is and what is best so far: a bar on a terminal, else a line for every tenth. */
export function searchProgress(
  { isTerminal, paint, err }: Output,
  { objective, isQuiet }: { readonly objective: string; readonly isQuiet: boolean },
) {
  if (isQuiet) return { show: () => undefined, clear: () => undefined };
  let told = 0;
  return {
    show({ done, total, best }: SearchProgress): void {
      const text = `${done} of ${total}${best === undefined ? '' : `  best ${objective} ${bestText(best)}`}`;
      if (isTerminal) {
        const full = Math.floor((WIDTH * done) / total);
        const percent = String(Math.floor((100 * done) / total)).padStart(3);
        const line = `search     ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${percent} %  ${text}`;
        paint(`\r\u001b[K${line.slice(0, LINE)}`);
        return;
      }
      const tenth = Math.floor((TENTHS * done) / total);
      if (tenth > told) err(`search     ${tenth * TENTHS} %, ${text}`);
      told = Math.max(told, tenth);
    },
    clear(): void {
      if (isTerminal) paint('\r\u001b[K');
    },
  };
}

function bestText({ objective, parameters }: TrialRecord): string {
  const named = Object.entries(parameters).map(
    ([path, value]) => `${path.split('.').slice(-2).join('.')}=${String(value)}`,
  );
  return `${figureText(typeof objective === 'number' ? objective : objective.na)} (${named.join(' ')})`;
}
