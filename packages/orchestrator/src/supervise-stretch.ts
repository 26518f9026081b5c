import type { Stretch, StretchListener } from '@q/events';
import type { SupervisedService } from './supervised-service.js';
import { showsProgress } from './supervised-service.js';

/** The same, for a service that is well, and what it handles is counted. */
export function superviseStretch(supervised: SupervisedService, stretches: StretchListener): StretchListener {
  const { consumes } = supervised.service;
  return {
    limit(stretch) {
      if (supervised.isTroubled || supervised.status !== 'running') stretch.shorten(0);
      else stretches.limit?.(stretch);
    },
    look(stretch) {
      stretches.look?.(stretch);
    },
    take(stretch) {
      stretches.take(stretch);
      count(supervised, consumes, stretch);
    },
  };
}

function count(supervised: SupervisedService, consumes: readonly string[], stretch: Stretch): void {
  const { types, symbol, count: cycles } = stretch;
  for (const type of types) {
    if (!consumes.includes(type)) continue;
    supervised.handled += cycles;
    if (showsProgress(supervised, type)) supervised.laneOf(symbol).lastProgressAt = stretch.closeTime(cycles - 1);
  }
}
