import type { EventOf, EventType } from '@q/events';
import type { LogLevel } from '@q/logging';

export interface Line<T extends EventType> {
  /** Under which service's name it stands. */
  readonly service: string;
  readonly level: LogLevel;
  readonly text: (event: EventOf<T>) => string;
  readonly fields?: (event: EventOf<T>) => Readonly<Record<string, unknown>>;
}

export type Lines = { readonly [T in EventType]?: Line<T> };
