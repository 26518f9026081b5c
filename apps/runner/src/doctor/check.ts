import type { SystemConfig } from '@q/config';
import type { Finding } from './finding.js';
import type { Listener } from './find-listener.js';

/** The configuration that is looked at, and what runs with it. */
export interface ExaminedSystem {
  readonly config: SystemConfig;
  /** The configuration file; `undefined` where the text came from elsewhere. */
  readonly file: string | undefined;
  /** Its folder: where its calendars and its code are. */
  readonly folder: string;
  /** Who is on the control socket. */
  readonly listener: Listener;
}

type Found = Finding | readonly Finding[];

/** A look at one thing: of this machine, or of the configured system. Nothing is changed by it. */
export type Check = { readonly name: string } & (
  | { readonly look: () => Found | Promise<Found> }
  | { readonly lookAt: (system: ExaminedSystem) => Found | Promise<Found> }
);
