import type { EventBus, Stretch, StretchListener } from '@q/events';
import type { EventDrivenService } from '@q/services';
import type { SupervisedService } from './supervised-service.js';
import { showsProgress } from './supervised-service.js';

interface Supervision {
  readonly bus: EventBus;
  readonly isInLine: (service: EventDrivenService) => boolean;
}

/** Has the bus ask services about stretches. Whoever stands beside the line is asked first: the line's last look is that of the strategies. */
export function superviseStretches(services: readonly SupervisedService[], { bus, isInLine }: Supervision): void {
  const [line, others] = [true, false].map((isIn) => services.filter(({ service }) => isInLine(service) === isIn));
  for (const supervised of [...(others ?? []), ...(line ?? [])]) {
    const { stretch } = supervised.service;
    if (stretch !== undefined) bus.onStretch(superviseStretch(supervised, stretch));
  }
}

/** The same, for a service that is well, and what it handles is counted. */
function superviseStretch(supervised: SupervisedService, stretches: StretchListener): StretchListener {
  const handledOf = countsOf(supervised);
  return {
    limit(stretch) {
      if (supervised.isTroubled || supervised.status !== 'running') stretch.shorten(0);
      else stretches.limit?.(stretch);
    },
    ...(stretches.look === undefined ? {} : { look: (stretch) => stretches.look?.(stretch) }),
    take(stretch) {
      stretches.take(stretch);
      count(supervised, handledOf(stretch), stretch);
      // The last row it is handed, and that is counted then.
      if (stretch.wanting === supervised.service.name) supervised.handled -= 1;
    },
  };
}

interface Handled {
  /** Events of a cycle that the service gets. */
  readonly events: number;
  /** Whether one of them shows that it is fed. */
  readonly isProgress: boolean;
}

/** There are few kinds of stretches: each is counted once. */
function countsOf(supervised: SupervisedService): (stretch: Stretch) => Handled {
  const known: Handled[] = [];
  return (stretch) => {
    const { kind } = stretch;
    return (known[kind] ??= countOf(supervised, stretch));
  };
}

function countOf(supervised: SupervisedService, { types }: Stretch): Handled {
  const own = types.filter((type) => supervised.service.consumes.includes(type));
  return { events: own.length, isProgress: own.some((type) => showsProgress(supervised, type)) };
}

function count(supervised: SupervisedService, { events, isProgress }: Handled, stretch: Stretch): void {
  const { besides } = stretch;
  supervised.handled += stretch.count * events;
  if (besides.all > 0)
    for (const type of BESIDES)
      if (besides[type] > 0 && supervised.service.consumes.includes(type)) supervised.handled += besides[type];
  if (isProgress) supervised.laneOf(stretch.symbol).lastProgressAt = stretch.lastClose;
}

const BESIDES = ['NewCandle', 'IndicatorsCalculated', 'RegimeChanged'] as const;
