import type { TradingEvent } from '@q/events';
import type { Contestant, Handle, Listener } from './contestant.js';
import { accountUpdated, cycleStarted, indicatorsCalculated, MIXED_TYPES, mixed, newCandle } from './sample-events.js';

/** What the handlers leave behind: the proof that they ran. */
export interface Work {
  calls: number;
  sum: number;
  /** Somebody always keeps the newest event: one that nobody could ever see again need not even be made. */
  last: TradingEvent | undefined;
}

export interface Scenario {
  readonly name: string;
  /** Handler calls for each event published from outside. */
  readonly callsPerRound: number;
  /** Events for each event published from outside. */
  readonly eventsPerRound: number;
  listen(contestant: Contestant, work: Work): void;
  publish(contestant: Contestant, n: number): void;
}

export const SCENARIOS = {
  one: subscribers(1),
  four: subscribers(4),
  sixteen: subscribers(16),
  mixed: {
    name: '8 types, 3 subscribers each',
    callsPerRound: 3,
    eventsPerRound: 1,
    listen(contestant, work) {
      const add = (listener: Listener): void => void contestant.listen(listener, MIXED_TYPES);
      for (const type of MIXED_TYPES) {
        add({ types: [type], handle: count(work) });
        add({ types: [type], ...watched(work, countLength) });
      }
      add({ types: '*', handle: count(work) });
    },
    publish: (contestant, n) => contestant.publish(mixed(n)),
  },
  chain: {
    name: 'chain of 4 events, 2 subscribers each',
    callsPerRound: 8,
    eventsPerRound: 4,
    listen(contestant, work) {
      const effects = [
        ['CycleStarted', newCandle],
        ['NewCandle', indicatorsCalculated],
        ['IndicatorsCalculated', accountUpdated],
      ] as const;
      for (const [type, effect] of effects) {
        const handle: Handle = (event) => {
          work.calls += 1;
          work.last = event;
          contestant.publish(effect(work.calls));
        };
        contestant.listen({ types: [type], handle }, []);
        contestant.listen({ types: [type], handle: count(work) }, []);
      }
      for (let n = 0; n < 2; n += 1) contestant.listen({ types: ['AccountUpdated'], handle: count(work) }, []);
    },
    publish: (contestant, n) => contestant.publish(cycleStarted(n)),
  },
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;

/** One type; the subscribers do four different things, and every fourth wants only some events. */
function subscribers(amount: number): Scenario {
  return {
    name: amount === 1 ? '1 subscriber' : `${amount} subscribers`,
    callsPerRound: amount,
    eventsPerRound: 1,
    listen(contestant, work) {
      const kinds: readonly ((work: Work) => Omit<Listener, 'types'>)[] = [
        (of) => watched(of, countClose),
        (of) => ({ handle: addVolume(of) }),
        (of) => ({ handle: addRange(of) }),
        (of) => ({ handle: count(of) }),
      ];
      for (let n = 0; n < amount; n += 1) {
        const kind = kinds[n % kinds.length];
        if (kind !== undefined) contestant.listen({ types: ['NewCandle'], ...kind(work) }, []);
      }
    },
    publish: (contestant, n) => contestant.publish(newCandle(n)),
  };
}

/** A subscriber that wants the events that are not about another symbol: ours filters, the others' handler asks first. */
function watched(work: Work, act: (work: Work, event: TradingEvent) => void): Omit<Listener, 'types'> {
  const handle: Handle = (event) => act(work, event);
  const testing: Handle = (event) => {
    if (isWatched(event)) act(work, event);
  };
  return { handle, only: { wanted: isWatched, testing } };
}

function isWatched(event: TradingEvent): boolean {
  return !('symbol' in event) || event.symbol === 'EURUSD';
}

function countClose(work: Work, event: TradingEvent): void {
  if (event.type !== 'NewCandle') return;
  work.calls += 1;
  work.sum += event.candle.close;
  work.last = event;
}

function countLength(work: Work, event: TradingEvent): void {
  work.calls += 1;
  work.sum += event.type.length;
  work.last = event;
}

function addVolume(work: Work): Handle {
  return (event) => {
    if (event.type !== 'NewCandle') return;
    work.calls += 1;
    work.sum += event.candle.volume;
  };
}

function addRange(work: Work): Handle {
  return (event) => {
    if (event.type !== 'NewCandle') return;
    work.calls += 1;
    work.sum += event.candle.high - event.candle.low;
  };
}

function count(work: Work): Handle {
  return () => {
    work.calls += 1;
  };
}
