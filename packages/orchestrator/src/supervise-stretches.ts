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
  const taking = [...(others ?? []), ...(line ?? [])].filter(({ service }) => service.stretch !== undefined);
  bus.onStretch(supervision(taking));
  for (const { service } of taking) if (service.stretch !== undefined) bus.onStretch(service.stretch);
}

/** Nothing is quiet before all of them are well, and what they handle is counted: for all at once, with nothing between a service and its stretch. */
function supervision(services: readonly SupervisedService[]): StretchListener {
  const handledOf = countsOf(services);
  return {
    limit(stretch) {
      if (!stretch.isLeader) return;
      for (const one of services) if (one.isTroubled || one.status !== 'running') return stretch.shorten(0);
    },
    take(stretch) {
      for (const handled of handledOf(stretch)) count(handled, stretch);
    },
  };
}

interface Handled {
  readonly supervised: SupervisedService;
  /** Events of a cycle that the service gets. */
  readonly events: number;
  /** Whether one of them shows that it is fed. */
  readonly isProgress: boolean;
}

/** There are few kinds of stretches: what each brings is counted once. */
function countsOf(services: readonly SupervisedService[]): (stretch: Stretch) => readonly Handled[] {
  const known: (readonly Handled[])[] = [];
  const add = (stretch: Stretch): readonly Handled[] => {
    const handled = services.map((one) => countOf(one, stretch));
    known[stretch.kind] = handled;
    return handled;
  };
  return (stretch) => known[stretch.kind] ?? add(stretch);
}

function countOf(supervised: SupervisedService, { types }: Stretch): Handled {
  const own = types.filter((type) => supervised.service.consumes.includes(type));
  return { supervised, events: own.length, isProgress: own.some((type) => showsProgress(supervised, type)) };
}

function count({ supervised, events, isProgress }: Handled, stretch: Stretch): void {
  const { besides } = stretch;
  supervised.handled += stretch.count * events;
  if (besides.all > 0)
    for (const type of BESIDES)
      if (besides[type] > 0 && supervised.service.consumes.includes(type)) supervised.handled += besides[type];
  const isOfCloses = !isProgress && !stretch.publishesCandles;
  const progressAt = isOfCloses ? progressOfCloses(supervised, stretch) : isProgress ? stretch.lastClose : undefined;
  if (progressAt !== undefined) supervised.laneOf(stretch.symbol).lastProgressAt = progressAt;
  // The last row it is handed, and that is counted then.
  if (stretch.wanting === supervised.service.name) supervised.handled -= 1;
}

/** When it last got a higher candle, or the row of one, where it gets no others. */
function progressOfCloses(supervised: SupervisedService, stretch: Stretch): number | undefined {
  const { consumes } = supervised.service;
  const isFed = (type: 'NewCandle' | 'IndicatorsCalculated'): boolean =>
    consumes.includes(type) && showsProgress(supervised, type);
  const [byCandles, byRows] = [isFed('NewCandle'), isFed('IndicatorsCalculated')];
  const last = stretch.closes.findLast(
    ({ place, rows }) => place < stretch.count && (byCandles || (byRows && rows !== undefined)),
  );
  return last && stretch.closeTime(last.place);
}

const BESIDES = ['NewCandle', 'IndicatorsCalculated', 'RegimeChanged'] as const;
