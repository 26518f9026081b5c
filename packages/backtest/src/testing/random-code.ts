import type { Timeframe } from '@q/events';
import type { Signal, Strategy, StrategyView } from '@q/trading';
import { defineStrategy, NO_SIGNALS } from '@q/trading';
import type { Dice } from './dice.js';
import { randomRisk, randomSchedule } from './random-rules.js';

/** A strategy in code, made anew for each run, with a note of all that it was asked and saw. */
export type CodeMaker = (notes: unknown[]) => Strategy;

const KINDS = ['pure', 'counting', 'failing', 'looking back', 'holding'] as const;

export function randomCode(name: string, timeframes: readonly [Timeframe, ...Timeframe[]], at: Dice): CodeMaker {
  const [kind, every, risk] = [at.pick(KINDS), at.whole(5, 150), randomRisk(at)];
  const schedule = at.chance(0.2) ? { schedule: randomSchedule(at) } : {};
  return (notes) => {
    const evaluate = decider(kind, { every, timeframe: timeframes[0], notes });
    return defineStrategy({ name, timeframes, warmUp: 6, risk, ...schedule, evaluate });
  };
}

interface Deciding {
  readonly every: number;
  readonly timeframe: Timeframe;
  readonly notes: unknown[];
}

function decider(kind: (typeof KINDS)[number], { every, timeframe, notes }: Deciding): Strategy['evaluate'] {
  let calls = 0;
  const turn = (instant: number | undefined): number => Math.floor((instant ?? NaN) / 60_000) % every;
  return (view) => {
    calls += 1;
    const now = view.row(timeframe)?.closeTime;
    notes.push(now);
    switch (kind) {
      case 'pure':
        return longOn(turn(now));
      case 'counting':
        return longOn(calls % every);
      case 'failing':
        if (turn(now) === 1 || calls % every === 4) throw new Error(`no answer at ${now}`);
        return longOn(turn(now));
      case 'looking back': {
        const [older, oldest] = [view.row(timeframe, 2), view.row(timeframe, 5)];
        notes.push(older?.value('close'), oldest?.value('high'));
        return longOn(turn(oldest?.closeTime));
      }
      case 'holding':
        return holding(view, { timeframe, notes, isTurn: turn(now) === 0 });
    }
  };
}

function longOn(turn: number): readonly Signal[] {
  if (turn === 0) return [{ kind: 'entry', direction: 'long' }];
  return turn === 3 ? [{ kind: 'exit', direction: 'long', percent: 50 }] : NO_SIGNALS;
}

interface Holding {
  readonly timeframe: Timeframe;
  readonly notes: unknown[];
  readonly isTurn: boolean;
}

function holding(view: StrategyView, { timeframe, notes, isTurn }: Holding): readonly Signal[] {
  const position = view.position('short');
  notes.push(position?.bestPrice);
  if (position === undefined) return isTurn ? [{ kind: 'entry', direction: 'short' }] : NO_SIGNALS;
  const fellBack = Number(view.value(timeframe, 'close')) - position.bestPrice > 3 * position.pip;
  return fellBack ? [{ kind: 'exit', direction: 'short', reason: 'profit_guard' }] : NO_SIGNALS;
}
