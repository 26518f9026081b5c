import type { SignalAnswer } from './signal-answer.js';
import type { StrategyAnswer } from './strategy-answer.js';

export interface Conclusion {
  readonly entered: boolean;
  readonly exited: boolean;
  readonly conclusion: string;
}

/** What came of it all, in one line. */
export function conclusionOf(strategies: readonly StrategyAnswer[]): Conclusion {
  const signals = strategies.flatMap((one) => (one.asked ? one.signals : []));
  const orders = (kind: SignalAnswer['kind']): readonly string[] =>
    signals.filter((signal) => signal.kind === kind).flatMap((signal) => signal.orders.map(({ text }) => text));
  const [entries, exits] = [orders('entry'), orders('exit')];
  const entered = entries.length > 0;
  const parts = [...exits, ...(entered ? entries : [`no entry: ${whyNoEntry(strategies, signals)}`])];
  return { entered, exited: exits.length > 0, conclusion: parts.join('; ') };
}

function whyNoEntry(strategies: readonly StrategyAnswer[], signals: readonly SignalAnswer[]): string {
  if (!strategies.some(({ asked }) => asked)) return 'no strategy was asked';
  const denied = signals.flatMap(({ denial }) => (denial === null ? [] : [denial.reason]));
  if (denied.length > 0) return `denied by ${[...new Set(denied)].join(', ')}`;
  if (signals.some(({ kind }) => kind === 'entry')) return 'the history has no verdict of the gate';
  const rules = strategies.flatMap((one) => (one.asked ? one.rules : []));
  const held = rules.find(({ kind, holds, remark }) => kind === 'entry' && holds && remark !== null);
  return held?.remark ?? 'no entry rule holds';
}
